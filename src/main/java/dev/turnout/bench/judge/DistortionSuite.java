package dev.turnout.bench.judge;

import static dev.turnout.bench.judge.DetectionSuite.ORACLE;
import static dev.turnout.bench.judge.DetectionSuite.TURNOUT;

import dev.turnout.bench.rival.Contestant;
import dev.turnout.bench.rival.Odds;
import dev.turnout.bench.rival.Oracle;
import dev.turnout.bench.world.Candidate;
import dev.turnout.bench.world.LatencyChange;
import dev.turnout.bench.world.Measure;
import dev.turnout.bench.world.Scenario;
import dev.turnout.bench.world.Traffic;
import dev.turnout.orchestrator.analysis.Verdict.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Slow-downs that the judge does not bet on: it was not tuned on these, so what it does here is
 * what it does with the unknown.
 */
final class DistortionSuite implements Suite {
  /** A slow-down and how far from Wald's bound its detection may be. */
  private record Distortion(String label, LatencyChange change, double limit) {}

  private static final double MULTIPLICATIVE = 2.5;
  private static final double GOAL = 3;

  private final String name;
  private final boolean quick;
  private final String title;
  private final List<Traffic> traffic;
  private final List<Distortion> distortions;

  private DistortionSuite(
      String name,
      boolean quick,
      String title,
      List<Traffic> traffic,
      List<Distortion> distortions) {
    this.name = name;
    this.quick = quick;
    this.title = title;
    this.traffic = traffic;
    this.distortions = distortions;
  }

  /** Those of the first design, which the alternatives have been improved on since. */
  static Suite heldOut() {
    return new DistortionSuite(
        "held-out",
        true,
        "Detection of slow-downs that are not on the grid",
        List.of(new Traffic(1000, .01), new Traffic(10, .5)),
        List.of(
            new Distortion("x1.15", LatencyChange.shift(1.15), MULTIPLICATIVE),
            new Distortion("20 % x1.4", LatencyChange.tail(.2, 1.4), MULTIPLICATIVE),
            new Distortion("50 % x1.6", LatencyChange.tail(.5, 1.6), MULTIPLICATIVE),
            new Distortion("1 % x10", LatencyChange.tail(.01, 10), GOAL),
            new Distortion("+15 ms", LatencyChange.added(15), GOAL),
            new Distortion("0.3 % x8", LatencyChange.tail(.003, 8), GOAL)));
  }

  /** Those that nothing was ever tuned on. */
  static Suite fresh() {
    return new DistortionSuite(
        "fresh",
        false,
        "Detection of slow-downs that no setting was chosen for",
        List.of(new Traffic(1000, .02), new Traffic(200, .2), new Traffic(20, .5)),
        List.of(
            new Distortion("x1.07", LatencyChange.shift(1.07), MULTIPLICATIVE),
            new Distortion("x1.4", LatencyChange.shift(1.4), MULTIPLICATIVE),
            new Distortion("10 % x1.7", LatencyChange.tail(.1, 1.7), MULTIPLICATIVE),
            new Distortion("30 % x1.2", LatencyChange.tail(.3, 1.2), MULTIPLICATIVE),
            new Distortion("+8 ms", LatencyChange.added(8), GOAL),
            new Distortion("+40 ms", LatencyChange.added(40), GOAL),
            new Distortion("2 % x3", LatencyChange.tail(.02, 3), GOAL),
            new Distortion("0.5 % x6", LatencyChange.tail(.005, 6), GOAL),
            new Distortion("0.2 % x15", LatencyChange.tail(.002, 15), GOAL)));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public boolean isQuick() {
    return quick;
  }

  @Override
  public List<Cell> cells(Effort effort) {
    List<Cell> cells = new ArrayList<>();
    for (Distortion distortion : distortions) {
      for (Traffic load : traffic) {
        cells.add(cell(load, distortion, effort.runs()));
      }
    }
    return cells;
  }

  private Cell cell(Traffic load, Distortion distortion, int runs) {
    Measure measure = Measure.LATENCY;
    var scenario =
        Scenario.of(load, Candidate.latency(distortion.change()), Scenario.HOUR, measure);
    Odds odds = Grid.odds(measure, scenario);
    Lineup lineup =
        past -> {
          var judge = new Turnout(Specs.oneOfThree(measure), scenario.seconds(), past);
          Map<String, Contestant> all = new LinkedHashMap<>();
          all.put(TURNOUT, judge.when(Kind.ROLLBACK));
          all.put(ORACLE, new Oracle(measure, odds));
          return all;
        };
    return new Cell(
        name,
        Grid.id(load, distortion.label()),
        scenario,
        load.step(measure),
        runs,
        lineup,
        Grid.waldSeconds(measure, scenario));
  }

  @Override
  public List<String> columns() {
    return List.of(TURNOUT, ORACLE);
  }

  @Override
  public List<Target> targets(Results results) {
    List<Target> targets = new ArrayList<>();
    target(results, MULTIPLICATIVE, "times slower").ifPresent(targets::add);
    target(results, GOAL, "added or rare").ifPresent(targets::add);
    return targets;
  }

  private Optional<Target> target(Results results, double limit, String kind) {
    List<String> labels =
        distortions.stream()
            .filter(distortion -> distortion.limit() == limit)
            .map(Distortion::label)
            .toList();
    return new Worst(
            results.of(name),
            cell ->
                labels.stream().anyMatch(label -> cell.cell().id().endsWith(", " + label))
                    && cell.isMeasurable(TURNOUT),
            DetectionTargets::medianToWald)
        .atMost("%s slow-downs, %s: median / Wald's bound".formatted(name, kind), limit);
  }
}
