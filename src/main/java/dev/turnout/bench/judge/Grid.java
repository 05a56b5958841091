package dev.turnout.bench.judge;

import dev.turnout.bench.rival.Odds;
import dev.turnout.bench.world.Candidate;
import dev.turnout.bench.world.LatencyChange;
import dev.turnout.bench.world.Measure;
import dev.turnout.bench.world.Scenario;
import dev.turnout.bench.world.Traffic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The traffic and the regressions that all detectors are compared on. */
final class Grid {
  static final List<Traffic> TRAFFIC =
      List.of(
          new Traffic(10, .01),
          new Traffic(10, .1),
          new Traffic(10, .5),
          new Traffic(1000, .01),
          new Traffic(1000, .1),
          new Traffic(1000, .5));

  /** Little, and much. */
  static final List<Traffic> SOME_TRAFFIC = List.of(new Traffic(10, .1), new Traffic(1000, .1));

  static final double ERROR_RATE = 0.001;
  static final double WRONG_RATE = 0.05;
  static final double LABELLED = 0.2;

  /** Five percent of the requests this many times slower make p99 1.25 and 2 times as long. */
  private static final double TAIL_125 = 2.3857;

  private static final double TAIL_2 = 4.2342;

  private Grid() {}

  /** The regressions of a metric by label. */
  static Map<String, Candidate> regressions(Measure measure) {
    Map<String, Candidate> candidates = new LinkedHashMap<>();
    switch (measure) {
      case ERRORS -> {
        candidates.put("0.2 %", Candidate.errors(2));
        candidates.put("1 %", Candidate.errors(10));
        candidates.put("5 %", Candidate.errors(50));
      }
      case ACCURACY -> {
        candidates.put("6 %", Candidate.wrong(1.2));
        candidates.put("8 %", Candidate.wrong(1.6));
        candidates.put("20 %", Candidate.wrong(4));
      }
      case LATENCY -> {
        candidates.put("x1.1", Candidate.latency(LatencyChange.shift(1.1)));
        candidates.put("x1.25", Candidate.latency(LatencyChange.shift(1.25)));
        candidates.put("x2", Candidate.latency(LatencyChange.shift(2)));
        candidates.put("tail p99 x1.25", Candidate.latency(LatencyChange.tail(.05, TAIL_125)));
        candidates.put("tail p99 x2", Candidate.latency(LatencyChange.tail(.05, TAIL_2)));
      }
    }
    return candidates;
  }

  static String id(Traffic traffic, String label) {
    return traffic.label() + ", " + label;
  }

  /** The truth about a scenario, without the drift. */
  static Odds odds(Measure measure, Scenario scenario) {
    Candidate candidate = scenario.candidate();
    return switch (measure) {
      case ERRORS -> Odds.ofRates(candidate.errorTimes() * ERROR_RATE, ERROR_RATE);
      case ACCURACY -> Odds.ofRates(candidate.wrongTimes() * WRONG_RATE, WRONG_RATE);
      case LATENCY -> Odds.ofLatency(scenario.changed(), scenario.usual());
    };
  }

  /** Wald's bound with one percent; for labels as if they came at once. */
  static double waldSeconds(Measure measure, Scenario scenario) {
    Traffic traffic = scenario.traffic();
    double rate = traffic.rate() * (measure == Measure.ACCURACY ? LABELLED : 1);
    return odds(measure, scenario)
        .waldSeconds(0.01, rate * traffic.share(), rate * (1 - traffic.share()));
  }
}
