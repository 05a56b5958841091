package dev.turnout.explain;

import dev.turnout.explain.Figure.ArmFigure;
import dev.turnout.explain.Figure.Unit;
import dev.turnout.orchestrator.audit.Moment;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;

/** One number of a metric on both arms over time, with its confidence sequences. */
final class ArmsPanel {
  private final String title;
  private final TimeAxis time;
  private final List<Point> points = new ArrayList<>();

  private record Point(double x, Figure figure) {}

  private ArmsPanel(String title, TimeAxis time) {
    this.title = title;
    this.time = time;
  }

  /** The panels of all numbers of all metrics. */
  static List<ArmsPanel> of(List<Moment> moments, TimeAxis time) {
    List<ArmsPanel> panels = new ArrayList<>();
    for (Moment moment : moments) {
      moment
          .evidence()
          .ifPresent(
              evidence ->
                  evidence.metrics().stream()
                      .flatMap(metric -> Figure.of(metric).stream())
                      .forEach(figure -> add(panels, time, time.x(moment.at()), figure)));
    }
    return panels;
  }

  String heading() {
    return title
        + switch (unit()) {
          case SHARE -> ": bad outcomes in percent";
          case MILLIS -> " in milliseconds";
          case PLAIN -> "";
        }
        + ", all since the start pooled";
  }

  XYChart chart() {
    double top = top();
    XYChart chart = Look.chart(time, bottom(top), top);
    if (!points.isEmpty()) {
      addBand(chart, top);
      addEnds(chart, top);
      add(chart, "stable", Figure::stable, ArmFigure::value, Look.STABLE, Look.DASHED, top);
      add(chart, "candidate", Figure::candidate, ArmFigure::value, Look.CANDIDATE, Look.SOLID, top);
    }
    return chart;
  }

  private static void add(List<ArmsPanel> panels, TimeAxis time, double x, Figure figure) {
    ArmsPanel panel =
        panels.stream()
            .filter(known -> known.title.equals(figure.title()))
            .findFirst()
            .orElseGet(
                () -> {
                  ArmsPanel fresh = new ArmsPanel(figure.title(), time);
                  panels.add(fresh);
                  return fresh;
                });
    panel.points.add(new Point(x, figure));
  }

  private Unit unit() {
    return points.get(0).figure.unit();
  }

  /** The first intervals reach up to 1 and would press all lines to the ground. */
  private double top() {
    double top = 0;
    for (int i = 0; i < points.size(); i++) {
      Figure figure = points.get(i).figure;
      boolean settled = i >= points.size() / 3;
      for (ArmFigure arm : List.of(figure.candidate(), figure.stable())) {
        double high = settled && arm.high() < Double.POSITIVE_INFINITY ? arm.high() : arm.value();
        top = arm.hasData() ? Math.max(top, high) : top;
      }
    }
    double most = unit() == Unit.SHARE ? 1 : Double.MAX_VALUE;
    return unit().shown(top == 0 ? 0.01 : Math.min(most, 1.1 * top));
  }

  /** Shares begin at 0; of latencies far from 0 only the part that differs is shown. */
  private double bottom(double top) {
    double least = top;
    for (Point point : points) {
      for (ArmFigure arm : List.of(point.figure.candidate(), point.figure.stable())) {
        least = arm.hasData() ? Math.min(least, unit().shown(arm.low())) : least;
      }
    }
    return unit() == Unit.SHARE || least < top / 3 ? -0.03 * top : 0.97 * least;
  }

  private void addBand(XYChart chart, double top) {
    List<Double> x = new ArrayList<>(x(Figure::candidate));
    List<Double> y = new ArrayList<>(y(Figure::candidate, ArmFigure::low, top));
    if (x.size() < 2) {
      return;
    }
    List<Double> back = new ArrayList<>(x);
    List<Double> high = new ArrayList<>(y(Figure::candidate, ArmFigure::high, top));
    Collections.reverse(back);
    Collections.reverse(high);
    x.addAll(back);
    y.addAll(high);
    Look.band(chart, "candidate, 95 %", x, y, Look.CANDIDATE_BAND);
  }

  private void addEnds(XYChart chart, double top) {
    add(chart, "stable, low", Figure::stable, ArmFigure::low, Look.STABLE, Look.DOTTED, top);
    add(chart, "stable, high", Figure::stable, ArmFigure::high, Look.STABLE, Look.DOTTED, top);
  }

  private void add(
      XYChart chart,
      String name,
      Function<Figure, ArmFigure> arm,
      ToDoubleFunction<ArmFigure> value,
      Color color,
      BasicStroke stroke,
      double top) {
    List<Double> x = x(arm);
    if (!x.isEmpty()) {
      Look.line(chart, name, x, y(arm, value, top), color, stroke);
    }
  }

  private List<Double> x(Function<Figure, ArmFigure> arm) {
    return points.stream().filter(p -> arm.apply(p.figure).hasData()).map(Point::x).toList();
  }

  private List<Double> y(
      Function<Figure, ArmFigure> arm, ToDoubleFunction<ArmFigure> value, double top) {
    return points.stream()
        .map(point -> arm.apply(point.figure))
        .filter(ArmFigure::hasData)
        .map(figure -> Math.min(top, unit().shown(value.applyAsDouble(figure))))
        .toList();
  }
}
