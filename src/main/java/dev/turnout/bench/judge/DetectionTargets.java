package dev.turnout.bench.judge;

import static dev.turnout.bench.judge.DetectionSuite.ORACLE;
import static dev.turnout.bench.judge.DetectionSuite.TURNOUT;

import dev.turnout.bench.world.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What the detection of one metric's regressions is held to. */
final class DetectionTargets {
  private final Measure measure;
  private final Results results;
  private final List<CellResult> cells;
  private final List<Target> targets = new ArrayList<>();

  DetectionTargets(Measure measure, Results results) {
    this.measure = measure;
    this.results = results;
    this.cells = results.of(DetectionSuite.nameOf(measure));
  }

  List<Target> all() {
    if (cells.isEmpty()) {
      return List.of();
    }
    addSpeeds();
    addSamples();
    targets.addAll(new Lead(measure, results).targets());
    return targets;
  }

  private void addSpeeds() {
    Predicate<CellResult> measurable = cell -> cell.isMeasurable(TURNOUT);
    switch (measure) {
      case ERRORS -> {
        add(measurable, DetectionTargets::medianToWald, "error rate: median / Wald's bound", 2.0);
        addP95("error rate");
      }
      case ACCURACY ->
          add(
              cell -> cell.isMeasurable(TURNOUT) && cell.isMeasurable(ORACLE),
              DetectionTargets::medianToOracle,
              "accuracy: median / oracle's median",
              1.7);
      case LATENCY -> {
        add(measurable, DetectionTargets::medianToWald, "latency: median / Wald's bound", 2.5);
        addP95("latency");
      }
    }
  }

  /** Only where a rollout is long enough to show a p95 beyond the limit. */
  private void addP95(String metric) {
    double limit = 7;
    add(
        cell ->
            cell.isMeasurable(TURNOUT)
                && limit * cell.cell().waldSeconds() <= cell.cell().scenario().seconds(),
        cell -> cell.of(TURNOUT).p95().dividedBy(cell.cell().waldSeconds()),
        metric + ": p95 / Wald's bound",
        limit);
  }

  private void addSamples() {
    switch (measure) {
      case ERRORS -> {
        addRequests("1 %", "candidate requests to detect 1 % errors", 800);
        addRequests("5 %", "candidate requests to detect 5 % errors", 100);
      }
      case ACCURACY -> addRequests("20 %", "candidate labels to detect 20 % wrong", 110);
      case LATENCY -> {
        addRequests("x1.25", "candidate requests to detect x1.25", 130);
        addRequests("x2", "candidate requests to detect x2", 30);
        addRequests("tail p99 x2", "candidate requests to detect p99 x2", 300);
      }
    }
  }

  /**
   * Only where the candidate has a small share and a look is short for what is to be seen: with
   * half of the traffic, or within a few looks, more requests come than are needed.
   */
  private void addRequests(String label, String goal, double limit) {
    boolean labels = measure == Measure.ACCURACY;
    add(
        cell ->
            cell.cell().id().endsWith(", " + label)
                && cell.cell().scenario().traffic().share() < 0.5
                && (!labels || cell.cell().scenario().traffic().rate() <= 10)
                && cell.isMeasurable(TURNOUT),
        cell ->
            cell.of(TURNOUT)
                .median()
                .times(
                    cell.cell().scenario().traffic().rate()
                        * cell.cell().scenario().traffic().share()
                        * (labels ? Grid.LABELLED : 1)),
        goal,
        limit);
  }

  private void add(
      Predicate<CellResult> condition,
      Function<CellResult, Measured> number,
      String goal,
      double limit) {
    Optional<Target> target = new Worst(cells, condition, number).atMost(goal, limit);
    target.ifPresent(targets::add);
  }

  static Measured medianToWald(CellResult cell) {
    return cell.of(TURNOUT).median().dividedBy(cell.cell().waldSeconds());
  }

  static Measured medianToOracle(CellResult cell) {
    return cell.of(TURNOUT).median().dividedBy(cell.of(ORACLE).median().value());
  }
}
