package dev.turnout.spec;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Distribution;
import dev.turnout.orchestrator.analysis.MetricSpec;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.RateSource;
import dev.turnout.orchestrator.forecast.Shortcomings;
import dev.turnout.orchestrator.plan.AnalysisStep;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.plan.SwitchNodesStep;
import dev.turnout.orchestrator.routing.Stickiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is allowed in a rollout but rarely meant. */
final class Warnings {
  private Warnings() {}

  static List<String> of(RolloutSpec spec) {
    List<String> warnings = new ArrayList<>(spec.plan().warnings());
    boolean promotes = spec.plan().promotes();
    boolean shared =
        promotes
            && spec.plan().steps().stream().anyMatch(AnalysisStep.class::isInstance)
            && spec.plan().steps().stream().noneMatch(SwitchNodesStep.class::isInstance);
    if (shared && spec.stickiness().equals(Stickiness.NONE)) {
      warnings.add("No stickiness: a user may get another version with every request");
    }
    Optional<AnalysisSpec> analysis = spec.analysis();
    if (analysis.isEmpty()) {
      warnings.add("No metric: a bad candidate is noticed only when it falls silent");
    } else {
      metrics(analysis.get().metrics(), promotes ? "be promoted" : "pass", warnings);
      warnings.addAll(Shortcomings.of(analysis.get(), spec.plan(), Optional.empty()));
    }
    return warnings;
  }

  /** What cannot work because labels come this late. */
  static List<String> ofLabels(RolloutSpec spec, Duration delay) {
    return spec.analysis()
        .map(analysis -> Shortcomings.of(analysis, spec.plan(), Optional.of(delay)))
        .orElse(List.of());
  }

  private static void metrics(List<MetricSpec> metrics, String would, List<String> warnings) {
    List<MetricSpec> gating =
        metrics.stream().filter(metric -> !metric.influence().dryRun()).toList();
    if (gating.isEmpty()) {
      warnings.add("Every metric is a dry run: time alone promotes the candidate");
    }
    boolean latency =
        gating.stream().anyMatch(metric -> metric instanceof Distribution d && d.isLatency());
    boolean score =
        gating.stream()
            .anyMatch(metric -> is(metric, RateSource.Kind.SCORE) || isDisagreements(metric));
    boolean errors = gating.stream().anyMatch(metric -> is(metric, RateSource.Kind.ERRORS));
    if (!latency) {
      warnings.add("No latency: a candidate that is too slow would " + would);
    }
    if (!score) {
      warnings.add("No score such as accuracy: a candidate that is wrong would " + would);
    }
    if (!errors) {
      warnings.add("No errorRate: a candidate that fails fast would " + would);
    }
  }

  private static boolean isDisagreements(MetricSpec metric) {
    return metric instanceof Rate rate
        && is(rate, RateSource.Kind.COUNT)
        && rate.source().name().equals(RateReader.DISAGREEMENTS);
  }

  private static boolean is(MetricSpec metric, RateSource.Kind kind) {
    return metric instanceof Rate rate && rate.source().kind() == kind;
  }
}
