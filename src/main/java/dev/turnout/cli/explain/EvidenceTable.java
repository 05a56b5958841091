package dev.turnout.cli.explain;

import dev.turnout.cli.explain.Figure.ArmFigure;
import dev.turnout.cli.output.Table;
import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.analysis.LimitEvidence;
import dev.turnout.orchestrator.analysis.MetricEvidence;
import java.util.ArrayList;
import java.util.List;

/** The evidence of one decision as lines. */
final class EvidenceTable {
  private EvidenceTable() {}

  static List<String> of(Evidence evidence, String indent) {
    Table table =
        new Table(
            "METRIC", "ARM", "BAD OF ALL", "VALUE", "95 % POOLED", "AGAINST", "FOR", "BLOCKS");
    for (MetricEvidence metric : evidence.metrics()) {
      boolean first = true;
      for (Figure figure : Figure.of(metric)) {
        addRows(table, figure, metric, evidence, first);
        first = false;
      }
    }
    table.row(
        "together",
        "",
        "",
        "",
        "",
        of(evidence.logRollback(), evidence.logRollbackThreshold()),
        "",
        "");
    List<String> lines = new ArrayList<>(table.lines(indent));
    evidence.metrics().forEach(metric -> addLimits(lines, indent, metric));
    return lines;
  }

  /** What a promotion waited for. */
  static List<String> missing(Evidence evidence, String indent) {
    return evidence.missing().stream().map(missing -> indent + "to promote: " + missing).toList();
  }

  private static void addRows(
      Table table, Figure figure, MetricEvidence metric, Evidence evidence, boolean first) {
    table.row(
        figure.title() + (metric.blamed() ? " (blamed)" : ""),
        "candidate",
        Numerals.counts(figure.unit(), figure.candidate()),
        value(figure, figure.candidate()),
        interval(figure, figure.candidate()),
        first ? Numerals.eValue(metric.logRollback()) : "",
        first ? of(metric.logPromote(), evidence.logPromoteThreshold()) : "",
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
  }

  private static void addLimits(List<String> lines, String indent, MetricEvidence metric) {
    for (LimitEvidence limit : metric.limits()) {
      lines.add(
          "%s%s: limit %s bad, %s by the candidate (e-value %s), %s by the stable version (%s)"
              .formatted(
                  indent,
                  metric.name(),
                  Numerals.value(Figure.Unit.SHARE, limit.badLimit()),
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
