package dev.turnout.explain;

import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.analysis.MetricEvidence;
import dev.turnout.orchestrator.audit.Moment;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;

/**
 * The e-values against the candidate and for it, each with its threshold, on a logarithmic axis.
 */
final class EvidencePanel {
  private static final double LN_10 = Math.log(10);

  /**
   * Below a thousandth it makes no difference how strongly the evidence speaks for the other side.
   */
  private static final double LOWEST = -3;

  /** So many decades above the higher threshold are shown. */
  private static final double ABOVE = 2;

  private static final BasicStroke[] STROKES = {
    Look.DASHED, Look.ROUND_DOTTED, Look.THIN, Look.SHORT_DASHED
  };

  private final TimeAxis time;
  private final List<Moment> moments;

  private record Line(Key key, ToDoubleFunction<Evidence> log) {}

  EvidencePanel(List<Moment> moments, TimeAxis time) {
    this.time = time;
    this.moments = moments.stream().filter(moment -> moment.evidence().isPresent()).toList();
  }

  String heading() {
    return "e-values: how much the reports speak against the candidate and for it, logarithmic";
  }

  XYChart chart() {
    XYChart chart = Look.chart(time, LOWEST, top());
    chart.getStyler().setYAxisTickLabelsFormattingFunction(EvidencePanel::power);
    chart.getStyler().setYAxisTickMarkSpacingHint(28);
    if (!moments.isEmpty()) {
      lines().forEach(line -> add(chart, line));
    }
    return chart;
  }

  /** What the lines mean. */
  List<Key> keys() {
    return moments.isEmpty() ? List.of() : lines().stream().map(Line::key).toList();
  }

  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    Evidence last = last();
    lines.add(line("against the candidate", Look.CANDIDATE, Look.SOLID, Evidence::logRollback));
    lines.add(
        line(
            "rolled back at " + Numerals.eValue(last.logRollbackThreshold()),
            Look.CANDIDATE,
            Look.THRESHOLD,
            Evidence::logRollbackThreshold));
    lines.add(
        line(
            "enough at " + Numerals.eValue(last.logPromoteThreshold()),
            Look.STABLE,
            Look.THRESHOLD,
            Evidence::logPromoteThreshold));
    int stroke = 0;
    for (String metric : deciding()) {
      lines.add(
          line(
              "for it: " + metric,
              Look.STABLE,
              STROKES[stroke++ % STROKES.length],
              evidence -> logPromote(evidence, metric)));
    }
    return lines;
  }

  /** Names of the metrics that are no dry run: copies and users may be judged by other ones. */
  private List<String> deciding() {
    return moments.stream()
        .flatMap(moment -> moment.evidence().orElseThrow().metrics().stream())
        .filter(metric -> !metric.isDryRun())
        .map(MetricEvidence::name)
        .distinct()
        .toList();
  }

  private static double logPromote(Evidence evidence, String metric) {
    return evidence.metrics().stream()
        .filter(shown -> shown.name().equals(metric))
        .mapToDouble(MetricEvidence::logPromote)
        .findFirst()
        .orElse(0);
  }

  private static Line line(
      String label, Color color, BasicStroke stroke, ToDoubleFunction<Evidence> log) {
    return new Line(new Key(label, color, stroke), log);
  }

  private Evidence last() {
    return moments.get(moments.size() - 1).evidence().orElseThrow();
  }

  private double top() {
    double highest = moments.isEmpty() ? 2 : thresholds();
    double reached = highest;
    for (Moment moment : moments) {
      Evidence evidence = moment.evidence().orElseThrow();
      reached = Math.max(reached, evidence.logRollback() / LN_10);
    }
    return Math.ceil(Math.min(reached, highest + ABOVE)) + 0.5;
  }

  private double thresholds() {
    return moments.stream()
        .map(moment -> moment.evidence().orElseThrow())
        .mapToDouble(e -> Math.max(e.logRollbackThreshold(), e.logPromoteThreshold()) / LN_10)
        .max()
        .orElse(2);
  }

  private void add(XYChart chart, Line line) {
    double top = top();
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (Moment moment : moments) {
      x.add(time.x(moment.at()));
      double value = line.log.applyAsDouble(moment.evidence().orElseThrow()) / LN_10;
      y.add(Math.max(LOWEST, Math.min(top, value)));
    }
    Look.line(chart, line.key.label(), x, y, line.key.color(), line.key.stroke());
  }

  private static String power(double log10) {
    if (Math.abs(log10 - Math.rint(log10)) > 1e-9) {
      return "";
    }
    return Numerals.eValue(log10 * LN_10);
  }
}
