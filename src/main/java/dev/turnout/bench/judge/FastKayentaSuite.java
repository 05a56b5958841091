package dev.turnout.bench.judge;

import static dev.turnout.bench.judge.DetectionSuite.TURNOUT;

import dev.turnout.bench.rival.Contestant;
import dev.turnout.bench.world.Candidate;
import dev.turnout.bench.world.Measure;
import dev.turnout.bench.world.Scenario;
import dev.turnout.bench.world.Traffic;
import dev.turnout.orchestrator.analysis.Verdict.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Kayenta as fast as it can be made: points every ten seconds, judged every minute. */
final class FastKayentaSuite implements Suite {
  private static final String NAME = "fast-kayenta";
  private static final String KAYENTA = "kayenta 10 s";
  private static final String TENFOLD = "errors: 1 %";

  private final List<Measure> measures;

  FastKayentaSuite(List<Measure> measures) {
    this.measures = List.copyOf(measures);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Detection next to Kayenta with points every 10 s, judged every minute; 1000 req/s, 10 %";
  }

  @Override
  public List<Cell> cells(Effort effort) {
    List<Cell> cells = new ArrayList<>();
    var traffic = new Traffic(1000, .1);
    for (Measure measure : measures) {
      Grid.regressions(measure)
          .forEach(
              (label, candidate) -> {
                if (measure != Measure.ACCURACY && !label.startsWith("tail")) {
                  cells.add(cell(measure, traffic, label, candidate, effort.runs()));
                }
              });
    }
    return cells;
  }

  private static Cell cell(
      Measure measure, Traffic traffic, String label, Candidate candidate, int runs) {
    var scenario = Scenario.of(traffic, candidate, Scenario.HOUR, measure);
    Lineup lineup =
        past -> {
          var judge = new Turnout(Specs.oneOfThree(measure), scenario.seconds(), past);
          Map<String, Contestant> all = new LinkedHashMap<>();
          all.put(TURNOUT, judge.when(Kind.ROLLBACK));
          all.put(KAYENTA, Rivals.kayentaOfTenSeconds(measure));
          return all;
        };
    return new Cell(
        NAME,
        DetectionSuite.nameOf(measure) + ": " + label,
        scenario,
        traffic.step(measure),
        runs,
        lineup,
        Grid.waldSeconds(measure, scenario));
  }

  @Override
  public List<String> columns() {
    return List.of(TURNOUT, KAYENTA);
  }

  @Override
  public List<Target> targets(Results results) {
    List<Target> targets = new ArrayList<>();
    target(results, cell -> true, "Kayenta with points every 10 s", 1.3).ifPresent(targets::add);
    target(results, cell -> cell.cell().id().equals(TENFOLD), "the same, tenfold errors", 7)
        .ifPresent(targets::add);
    return targets;
  }

  private static Optional<Target> target(
      Results results, Predicate<CellResult> condition, String rival, double limit) {
    return results.of(NAME).stream()
        .filter(condition)
        .filter(cell -> cell.detects(TURNOUT) && cell.detects(KAYENTA))
        .min(Comparator.comparingDouble(cell -> timesFaster(cell).value()))
        .map(
            worst ->
                Target.atLeast(
                    NAME,
                    "times faster than " + rival,
                    limit,
                    timesFaster(worst),
                    "worst: " + worst.cell().id()));
  }

  private static Measured timesFaster(CellResult cell) {
    Measured ours = cell.of(TURNOUT).median();
    Measured theirs = cell.of(KAYENTA).median();
    return new Measured(
        theirs.value() / ours.value(), theirs.low() / ours.high(), theirs.high() / ours.low());
  }
}
