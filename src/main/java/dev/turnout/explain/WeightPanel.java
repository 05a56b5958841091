package dev.turnout.explain;

import dev.turnout.orchestrator.audit.Moment;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;

/** The candidate's share of the traffic over time, in steps. */
final class WeightPanel {
  private final TimeAxis time;
  private final List<Moment> moments;

  WeightPanel(List<Moment> moments, TimeAxis time) {
    this.time = time;
    this.moments = moments;
  }

  String heading() {
    return "candidate's share of the traffic in percent";
  }

  XYChart chart() {
    XYChart chart = Look.chart(time, -3, 104);
    chart.getStyler().setXAxisTicksVisible(true);
    List<Double> x = new ArrayList<>(List.of(0.0));
    List<Double> y = new ArrayList<>(List.of(0.0));
    for (Moment moment : moments) {
      x.add(time.x(moment.at()));
      y.add(y.get(y.size() - 1));
      x.add(time.x(moment.at()));
      y.add(100 * moment.weight().value());
    }
    x.add(time.end());
    y.add(y.get(y.size() - 1));
    Look.line(chart, "candidate", x, y, Look.CANDIDATE, Look.SOLID);
    return chart;
  }
}
