package dev.turnout.bench.judge;

import dev.turnout.bench.rival.Contestant;
import dev.turnout.bench.world.Candidate;
import dev.turnout.bench.world.LatencyChange;
import dev.turnout.bench.world.Measure;
import dev.turnout.bench.world.Scenario;
import dev.turnout.bench.world.Traffic;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Verdict.Kind;
import dev.turnout.orchestrator.statistics.LatencyBins;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When a metric is shown to be good enough, and how often it is for a candidate that is worse by
 * exactly the margin. Without the minimum time of a step.
 */
final class PromoteSuite implements Suite {
  private static final String NAME = "promote";
  private static final String PROMOTED = "promoted";

  /** The metric's own evidence, even if a rollback comes before: what beta is about. */
  private static final String SHOWN_SAFE = "shown safe";

  private static final String AT_MARGIN = "at the margin";

  private final List<Measure> measures;

  PromoteSuite(List<Measure> measures) {
    this.measures = List.copyOf(measures);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Promotion on one metric within an hour (at the margin each one is false)";
  }

  @Override
  public List<Cell> cells(Effort effort) {
    List<Cell> cells = new ArrayList<>();
    for (Measure measure : measures) {
      for (Traffic traffic : effort.traffic()) {
        candidates(measure)
            .forEach(
                (label, candidate) -> cells.add(cell(measure, traffic, label, candidate, effort)));
      }
    }
    return cells;
  }

  private static Cell cell(
      Measure measure, Traffic traffic, String label, Candidate candidate, Effort effort) {
    var scenario = Scenario.of(traffic, candidate, Scenario.HOUR, measure);
    Lineup lineup =
        past -> {
          var judge = new Turnout(Specs.oneOfThree(measure), scenario.seconds(), past);
          Map<String, Contestant> all = new LinkedHashMap<>();
          all.put(PROMOTED, judge.when(Kind.PROMOTE));
          all.put(SHOWN_SAFE, judge.whenShownSafe(0));
          return all;
        };
    return new Cell(
        NAME,
        "%s: %s".formatted(DetectionSuite.nameOf(measure), Grid.id(traffic, label)),
        scenario,
        traffic.step(measure),
        effort.runs(),
        lineup,
        Double.NaN);
  }

  private static Map<String, Candidate> candidates(Measure measure) {
    Map<String, Candidate> candidates = new LinkedHashMap<>();
    candidates.put("equal", Candidate.SAME);
    switch (measure) {
      case ERRORS -> {
        candidates.put("halved", Candidate.errors(.5));
        candidates.put(AT_MARGIN, Candidate.errorsAdded(.002));
      }
      case ACCURACY -> {
        candidates.put("4 %", Candidate.wrong(.8));
        candidates.put(AT_MARGIN, Candidate.wrongAdded(.01));
      }
      case LATENCY -> {
        candidates.put("x0.9", Candidate.latency(LatencyChange.shift(.9)));
        // The margin of 10 % is rounded down to whole bins, here to four.
        double atMargin = Math.pow(LatencyBins.GROWTH, 4);
        candidates.put(AT_MARGIN, Candidate.latency(LatencyChange.shift(atMargin)));
      }
    }
    return candidates;
  }

  @Override
  public List<String> columns() {
    return List.of(PROMOTED, SHOWN_SAFE);
  }

  @Override
  public List<Target> targets(Results results) {
    return new Worst(
            results.of(NAME),
            cell -> cell.cell().id().endsWith(AT_MARGIN),
            cell -> cell.of(SHOWN_SAFE).share())
        .atMost("shown safe although worse by the margin", AnalysisSpec.DEFAULT_BETA).stream()
            .toList();
  }
}
