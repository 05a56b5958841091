package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.BinWeights;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a baseline did before a rollout, in a test. */
final class Past {
  static final BaselineHistory UNKNOWN = BaselineHistory.empty(Instant.EPOCH);

  private Past() {}

  /** Failed and all requests. */
  static BaselineHistory errors(double bad, double total) {
    return of(new Tally(bad, total), Map.of(), Map.of());
  }

  /** Failed and all requests, wrong and all labels. */
  static BaselineHistory of(Tally errors, Tally accuracy) {
    return of(errors, Map.of("accuracy", accuracy), Map.of());
  }

  static BaselineHistory of(Tally errors, Map<String, Tally> scores, Map<Integer, Double> latency) {
    SortedMap<String, BinWeights> histograms = new TreeMap<>();
    histograms.put(Counts.LATENCY, BinWeights.of(latency));
    return new BaselineHistory(Instant.EPOCH, errors, histograms, new TreeMap<>(scores));
  }
}
