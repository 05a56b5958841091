package dev.turnout.spec;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Distribution;
import dev.turnout.orchestrator.analysis.Influence;
import dev.turnout.orchestrator.analysis.MetricSpec;
import dev.turnout.orchestrator.analysis.QuantileGate;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.RateSource;
import dev.turnout.orchestrator.analysis.TrafficKind;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.plan.Step;
import dev.turnout.orchestrator.plan.SwitchNodesStep;
import dev.turnout.orchestrator.routing.Stickiness;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.output.Numbers;
import dev.turnout.output.Table;
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
    lines.add(
        spec.plan().steps().stream().anyMatch(SwitchNodesStep.class::isInstance)
            ? "Users have the version of the node that they come to."
            : users(spec));
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
      String repeated = file.spec().plan().isRepeated(i) ? " after each batch" : "";
      lines.add("  %2d  %s%s".formatted(i + 1, steps.get(i).inWords(), repeated));
    }
  }

  private static String users(RolloutSpec spec) {
    if (!spec.plan().promotes()) {
      return "No user gets the candidate; the rollout ends without a switch.";
    }
    Stickiness stickiness = spec.stickiness();
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
    if (metric instanceof Rate rate) {
      table.row(
          rate.name() + influence(rate.influence()),
          watched(rate),
          rate.compared() ? margin(rate) : "-",
          rate.hasLimit() ? limit(rate) : "-");
    } else if (metric instanceof Distribution distribution) {
      String name = distribution.name() + influence(distribution.influence());
      for (QuantileGate gate : distribution.gates()) {
        table.row(
            name,
            watched(distribution, gate),
            margin(distribution, gate),
            gate.hasLimit() ? "at most " + distribution.text(gate.limit()) : "-");
        name = "";
      }
    }
  }

  private static String influence(Influence influence) {
    String traffic =
        influence
            .traffic()
            .map(kind -> kind == TrafficKind.MIRRORED ? " (on copies)" : " (on users)")
            .orElse("");
    if (influence.dryRun()) {
      return " (dry run)" + traffic;
    }
    String critical = influence.critical() ? " (critical)" : "";
    return influence.weight() == 1
        ? critical + traffic
        : " (weight " + number(influence.weight()) + ")" + critical + traffic;
  }

  private static String watched(Rate rate) {
    return switch (rate.source().kind()) {
      case ERRORS -> "errors";
      case SCORE -> "score " + rate.source().name();
      case COUNT -> "count of " + rate.source().name();
    };
  }

  private static String watched(Distribution distribution, QuantileGate gate) {
    boolean only = distribution.compare() == Distribution.Compare.QUANTILES;
    return "%s, %squantile %s"
        .formatted(distribution.histogram(), only ? "only " : "", number(gate.quantile()));
  }

  private static String margin(Rate rate) {
    return (isScore(rate) ? "-" : "+")
        + number(rate.margin())
        + (rate.tolerance() > 0 ? ", tolerates " + number(rate.tolerance()) : "");
  }

  private static String margin(Distribution distribution, QuantileGate gate) {
    if (distribution.compare() == Distribution.Compare.LIMIT) {
      return "-";
    }
    double tolerance = distribution.tolerance();
    return "+%s %%%s"
        .formatted(
            number(100 * gate.margin()),
            tolerance > 0 ? ", tolerates " + number(100 * tolerance) + " %" : "");
  }

  private static String limit(Rate rate) {
    return isScore(rate)
        ? "at least " + number(1 - rate.limit())
        : "at most " + number(rate.limit());
  }

  private static boolean isScore(Rate rate) {
    return rate.source().kind() == RateSource.Kind.SCORE;
  }

  private static String version(VersionRef ref) {
    return ref.version() + ref.source().map(source -> " (" + source + ")").orElse("");
  }

  private static String number(double value) {
    return Numbers.plain(value);
  }
}
