package dev.turnout.bench.judge;

import dev.turnout.bench.world.Measure;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Distribution;
import dev.turnout.orchestrator.analysis.MetricSpec;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.WarmUp;
import java.util.List;

/** How the judge is set in the bench: the defaults, without warm-up and minimum sample. */
public final class Specs {
  /** The number of metrics that share alpha, also where one is looked at alone. */
  static final int METRICS = 3;

  private Specs() {}

  /** One metric that has its share of alpha as in a rollout with three metrics. */
  public static AnalysisSpec oneOfThree(Measure measure) {
    return of(List.of(measure)).withAlpha(AnalysisSpec.DEFAULT_ALPHA / METRICS);
  }

  /** These metrics together, with the default alpha. */
  public static AnalysisSpec of(List<Measure> measures) {
    return with(measures.stream().map(Specs::metric).toList());
  }

  /** These metrics. */
  public static AnalysisSpec with(List<? extends MetricSpec> metrics) {
    return AnalysisSpec.of(metrics).withWarmUp(WarmUp.NONE).withMinimumSample(1);
  }

  /** The measures that the product can judge. */
  public static List<Measure> measures() {
    return List.of(Measure.values());
  }

  private static MetricSpec metric(Measure measure) {
    return switch (measure) {
      case ERRORS -> Rate.errors("errors");
      case ACCURACY -> Rate.score("accuracy", Turnout.OUTCOME);
      case LATENCY -> Distribution.latency("latency", Distribution.DEFAULT_GATES);
    };
  }
}
