package dev.turnout.explain;

import dev.turnout.explain.Figure.ArmFigure;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.analysis.LimitEvidence;
import dev.turnout.orchestrator.analysis.MetricEvidence;
import dev.turnout.output.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The evidence of one decision as lines. */
public final class EvidenceTable {
  private final Evidence evidence;
  private final Optional<AnalysisSpec> analysis;

  /**
   * @param analysis what was watched, for the words of limits
   */
  public EvidenceTable(Evidence evidence, Optional<AnalysisSpec> analysis) {
    this.evidence = evidence;
    this.analysis = analysis;
  }

  /** One row for each metric and arm, each line with the indent in front. */
  public List<String> lines(String indent) {
    Table table =
        new Table(
            "METRIC", "ARM", "BAD OF ALL", "VALUE", "95 % POOLED", "AGAINST", "FOR", "BLOCKS");
    evidence.metrics().forEach(metric -> addMetric(table, metric));
    String together = of(evidence.logRollback(), evidence.logRollbackThreshold());
    table.row("together", "", "", "", "", together, "", "");
    List<String> lines = new ArrayList<>(table.lines(indent));
    for (int i = 0; i < evidence.metrics().size(); i++) {
      addLimits(lines, indent, i);
    }
    evidence.metrics().stream()
        .filter(metric -> !metric.basis().isEmpty())
        .forEach(metric -> lines.add(indent + metric.name() + ": " + metric.basis()));
    return lines;
  }

  /** What a promotion waited for. */
  public List<String> missing(String indent) {
    return evidence.missing().stream().map(missing -> indent + "to promote: " + missing).toList();
  }

  private void addMetric(Table table, MetricEvidence metric) {
    boolean first = true;
    for (Figure figure : Figure.of(metric)) {
      table.row(
          figure.title() + (first ? mark(metric) : ""),
          "candidate",
          Numerals.counts(figure.unit(), figure.candidate()),
          value(figure, figure.candidate()),
          interval(figure, figure.candidate()),
          first ? Numerals.eValue(metric.logRollback()) : "",
          of(figure.logFor(), evidence.logPromoteThreshold()),
          first ? String.valueOf(metric.blocks()) : "");
      table.row(
          "",
          "stable",
          Numerals.counts(figure.unit(), figure.stable()),
          value(figure, figure.stable()),
          interval(figure, figure.stable()),
          "",
          "",
          "");
      first = false;
    }
  }

  private static String mark(MetricEvidence metric) {
    if (metric.isDryRun()) {
      return " (dry run)";
    }
    return metric.blamed() ? " (blamed)" : metric.critical() ? " (critical)" : "";
  }

  private void addLimits(List<String> lines, String indent, int metric) {
    MetricEvidence shown = evidence.metrics().get(metric);
    List<String> words =
        analysis.stream()
            .flatMap(known -> known.metrics().stream())
            .filter(known -> known.name().equals(shown.name()))
            .findFirst()
            .map(LimitWords::of)
            .orElse(List.of());
    for (int i = 0; i < shown.limits().size(); i++) {
      LimitEvidence limit = shown.limits().get(i);
      String what =
          i < words.size()
              ? words.get(i)
              : "at most " + Numerals.value(Figure.Unit.SHARE, limit.badLimit()) + " bad";
      lines.add(
          "%s%s: limit %s: %s by the candidate (e-value %s), %s by the stable version (%s)"
              .formatted(
                  indent,
                  shown.name(),
                  what,
                  kept(limit.candidateBroken()),
                  Numerals.eValue(limit.logCandidate()),
                  kept(limit.baselineBroken()),
                  Numerals.eValue(limit.logBaseline())));
    }
  }

  private static String kept(boolean broken) {
    return broken ? "broken" : "not broken";
  }

  private static String of(double log, double threshold) {
    return Numerals.eValue(log) + " of " + Numerals.eValue(threshold);
  }

  private static String value(Figure figure, ArmFigure arm) {
    return arm.hasData() ? Numerals.value(figure.unit(), arm.value()) : "-";
  }

  private static String interval(Figure figure, ArmFigure arm) {
    return arm.hasData() ? Numerals.interval(figure.unit(), arm) : "-";
  }
}
