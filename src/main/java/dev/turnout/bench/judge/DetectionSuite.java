package dev.turnout.bench.judge;

import dev.turnout.bench.rival.Contestant;
import dev.turnout.bench.rival.Odds;
import dev.turnout.bench.rival.Oracle;
import dev.turnout.bench.world.Measure;
import dev.turnout.bench.world.Scenario;
import dev.turnout.bench.world.Traffic;
import dev.turnout.orchestrator.analysis.Verdict.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long each detector takes to notice a regression of one metric, on the whole grid. */
final class DetectionSuite implements Suite {
  static final String TURNOUT = "turnout";
  static final String ORACLE = "oracle";

  private final Measure measure;

  DetectionSuite(Measure measure) {
    this.measure = measure;
  }

  static String nameOf(Measure measure) {
    return measure.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String name() {
    return nameOf(measure);
  }

  @Override
  public String title() {
    return switch (measure) {
      case ERRORS -> "Detection of a higher error rate (baseline 0.1 %)";
      case ACCURACY -> "Detection of more wrong predictions (baseline 5 %, labels come later)";
      case LATENCY -> "Detection of slower answers (p50 100 ms, p99 327 ms)";
    };
  }

  @Override
  public List<Cell> cells(Effort effort) {
    List<Cell> cells = new ArrayList<>();
    for (Traffic traffic : effort.traffic()) {
      Grid.regressions(measure)
          .forEach(
              (label, candidate) -> {
                var scenario = Scenario.of(traffic, candidate, Scenario.HOUR, measure);
                cells.add(
                    detection(name(), Grid.id(traffic, label), measure, scenario, effort.runs()));
              });
    }
    return cells;
  }

  /** A cell in which everybody looks for the regression of one metric. */
  static Cell detection(String suite, String id, Measure measure, Scenario scenario, int runs) {
    Odds odds = Grid.odds(measure, scenario);
    Lineup lineup =
        past -> {
          var judge = new Turnout(Specs.oneOfThree(measure), scenario.seconds(), past);
          Map<String, Contestant> all = new LinkedHashMap<>();
          all.put(TURNOUT, judge.when(Kind.ROLLBACK));
          all.put(ORACLE, new Oracle(measure, odds));
          all.putAll(Rivals.of(measure, past));
          return all;
        };
    return new Cell(
        suite,
        id,
        scenario,
        scenario.traffic().step(measure),
        runs,
        lineup,
        Grid.waldSeconds(measure, scenario));
  }

  @Override
  public List<String> columns() {
    List<String> columns = new ArrayList<>(List.of(TURNOUT, ORACLE));
    if (measure == Measure.LATENCY) {
      columns.add(Rivals.DKW);
    }
    columns.addAll(
        List.of(
            Rivals.KAYENTA,
            "argo 0 tuned",
            "argo 3 tuned",
            "flagger 5 tuned",
            "argo 3 doc",
            "flagger 5 doc"));
    return columns;
  }

  @Override
  public List<Target> targets(Results results) {
    return new DetectionTargets(measure, results).all();
  }
}
