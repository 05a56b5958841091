package dev.turnout.bench.judge;

import static dev.turnout.bench.judge.DetectionSuite.TURNOUT;

import dev.turnout.bench.rival.Contestant;
import dev.turnout.bench.world.Candidate;
import dev.turnout.bench.world.Fleet;
import dev.turnout.bench.world.LatencyChange;
import dev.turnout.bench.world.Measure;
import dev.turnout.bench.world.Scenario;
import dev.turnout.bench.world.Traffic;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Verdict.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The candidate runs on nodes of its own, and nodes differ in speed by 5 % for ever. */
final class NodesSuite implements Suite {
  private static final String NAME = "nodes";
  private static final String EQUAL = "equal";
  private static final String WITHOUT_PAST = "turnout, nodes new";
  private static final double SECONDS = 1200;
  private static final double SPEED_SPREAD = 0.05;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Latency on dedicated nodes that differ by 5 %, 1000 req/s, 20 minutes";
  }

  @Override
  public boolean isQuick() {
    return false;
  }

  @Override
  public List<Cell> cells(Effort effort) {
    List<Cell> cells = new ArrayList<>();
    for (int candidates : new int[] {1, 2, 10}) {
      cells.add(cell(candidates, EQUAL, LatencyChange.NONE, effort));
      cells.add(cell(candidates, "x1.1", LatencyChange.shift(1.1), effort));
      cells.add(cell(candidates, "x1.25", LatencyChange.shift(1.25), effort));
      cells.add(cell(candidates, "x2", LatencyChange.shift(2), effort));
    }
    return cells;
  }

  private static Cell cell(int candidates, String label, LatencyChange change, Effort effort) {
    Measure measure = Measure.LATENCY;
    var scenario =
        Scenario.of(
                new Traffic(1000, candidates / 20.0), Candidate.latency(change), SECONDS, measure)
            .on(Fleet.ofSpeeds(20, candidates, SPEED_SPREAD));
    Lineup lineup =
        past -> {
          AnalysisSpec spec = Specs.oneOfThree(measure);
          Map<String, Contestant> all = new LinkedHashMap<>();
          all.put(TURNOUT, new Turnout(spec, SECONDS, past).when(Kind.ROLLBACK));
          all.put(
              WITHOUT_PAST, new Turnout(spec, SECONDS, past.withoutNodes()).when(Kind.ROLLBACK));
          all.put(Rivals.KAYENTA, Rivals.kayenta(measure));
          return all;
        };
    return new Cell(
        NAME,
        "%d of 20 nodes, %s".formatted(candidates, label),
        scenario,
        1,
        effort.runs(),
        lineup,
        Double.NaN);
  }

  @Override
  public List<String> columns() {
    return List.of(TURNOUT, WITHOUT_PAST, Rivals.KAYENTA);
  }

  @Override
  public List<Target> targets(Results results) {
    List<Target> targets = new ArrayList<>();
    target(results, TURNOUT, "known").ifPresent(targets::add);
    target(results, WITHOUT_PAST, "new").ifPresent(targets::add);
    return targets;
  }

  private static Optional<Target> target(Results results, String judge, String nodes) {
    return new Worst(
            results.of(NAME),
            cell -> cell.cell().id().endsWith(EQUAL),
            cell -> cell.of(judge).share())
        .atMost(
            "false rollbacks on dedicated nodes that are %s, one metric".formatted(nodes), 0.01);
  }
}
