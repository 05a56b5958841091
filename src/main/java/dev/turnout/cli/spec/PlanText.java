package dev.turnout.cli.spec;

import dev.turnout.cli.output.Numbers;
import dev.turnout.cli.output.Table;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.MetricSpec;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.plan.Step;
import dev.turnout.orchestrator.routing.Stickiness;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.yaml.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A valid rollout in words: who replaces whom, by which steps, watched how. */
final class PlanText {
  private PlanText() {}

  static String of(RolloutFile file) {
    RolloutSpec spec = file.spec();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s of model %s shall replace %s"
            .formatted(
                file.name(),
                version(spec.candidate()),
                file.model(),
                spec.stable().map(PlanText::version).orElse("the stable version")));
    lines.add("");
    steps(file, lines);
    lines.add("");
    lines.add(users(spec.stickiness()));
    lines.add("No progress for " + Durations.format(spec.progressDeadline()) + " rolls back.");
    spec.analysis()
        .ifPresentOrElse(
            analysis -> judge(analysis, lines), () -> lines.add("The judge watches no metric."));
    for (String warning : file.warnings()) {
      lines.add("warning: " + warning);
    }
    return String.join("\n", lines) + "\n";
  }

  private static void steps(RolloutFile file, List<String> lines) {
    List<Step> steps = file.spec().plan().steps();
    lines.add("Plan (%s, %s):".formatted(file.strategyName(), Numbers.count(steps.size(), "step")));
    for (int i = 0; i < steps.size(); i++) {
      lines.add("  %2d  %s".formatted(i + 1, steps.get(i).inWords()));
    }
  }

  private static String users(Stickiness stickiness) {
    return stickiness.kind() == Stickiness.Kind.NONE
        ? "Each request draws its version at random."
        : "Users keep their version by %s '%s'."
            .formatted(
                stickiness.kind().name().toLowerCase(Locale.ROOT), stickiness.name().orElse(""));
  }

  private static void judge(AnalysisSpec analysis, List<String> lines) {
    lines.add(
        "The judge (alpha %s, beta %s, at least %d candidate requests; undecided %s after an analysis: %s):"
            .formatted(
                number(analysis.alpha()),
                number(analysis.beta()),
                analysis.minimumSample(),
                Durations.format(analysis.deadline()),
                switch (analysis.onInconclusive()) {
                  case PAUSE -> "pause";
                  case ROLLBACK -> "roll back";
                  case PROMOTE_IF_NO_HARM -> "go on if no harm shows";
                }));
    Table table = new Table("METRIC", "WATCHES", "MARGIN", "LIMIT");
    analysis.metrics().forEach(metric -> row(metric, table));
    lines.addAll(table.lines("  "));
  }

  private static void row(MetricSpec metric, Table table) {
    if (metric instanceof MetricSpec.ErrorRate errors) {
      String limit = errors.hasLimit() ? "at most " + number(errors.limit()) : "-";
      table.row(errors.name(), "errors", "+" + number(errors.margin()), limit);
    } else if (metric instanceof MetricSpec.Latency latency) {
      table.row(
          latency.name(),
          "latency, quantile " + number(latency.quantile()),
          "+" + number(100 * latency.margin()) + " %",
          "at most " + Durations.format(latency.limit()));
    } else if (metric instanceof MetricSpec.Score score) {
      String limit = score.hasLimit() ? "at least " + number(score.floor()) : "-";
      table.row(score.name(), "score " + score.outcome(), "-" + number(score.margin()), limit);
    }
  }

  private static String version(VersionRef ref) {
    return ref.version() + ref.source().map(source -> " (" + source + ")").orElse("");
  }

  private static String number(double value) {
    return Numbers.plain(value);
  }
}
