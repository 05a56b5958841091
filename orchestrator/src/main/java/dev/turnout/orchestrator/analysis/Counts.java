package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Expect;
import dev.turnout.orchestrator.statistics.LatencyBins;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one arm did on one node since the last report. An agent's counters are cumulative; the
 * difference is taken before, so that a lost or repeated report does no harm here.
 *
 * @param requests answered requests, 0 or more; retries of one request count once
 * @param errors failed requests, in [0, requests]
 * @param latency {@link LatencyBins bin} to number of requests, sparse; time-outs belong into the
 *     top bin
 * @param scores labelled answers by outcome name
 */
public record Counts(
    long requests,
    long errors,
    SortedMap<Integer, Long> latency,
    SortedMap<String, ScoreCounts> scores) {

  /** An idle node's report: it is alive, and nothing happened. */
  public static final Counts ZERO = new Counts(0, 0, Map.of(), Map.of());

  public Counts {
    Expect.atLeast("requests", requests, 0, "0");
    if (errors < 0 || errors > requests) {
      throw new IllegalArgumentException(
          "Expected errors in [0, %d requests], but got %d (write the errors among these requests)"
              .formatted(requests, errors));
    }
    latency = Collections.unmodifiableSortedMap(new TreeMap<>(latency));
    scores = Collections.unmodifiableSortedMap(new TreeMap<>(scores));
    latency.forEach((bin, count) -> Expect.atLeast("requests in bin " + bin, count, 0, "0"));
  }

  /** Copies the maps. */
  public Counts(
      long requests, long errors, Map<Integer, Long> latency, Map<String, ScoreCounts> scores) {
    this(requests, errors, new TreeMap<>(latency), new TreeMap<>(scores));
  }

  /** Requests and errors only. */
  public static Counts ofRequests(long requests, long errors) {
    return new Counts(requests, errors, Map.of(), Map.of());
  }

  /** Labels only: they arrive apart from the requests that they belong to. */
  public static Counts ofScore(String outcome, long total, double bad) {
    return new Counts(0, 0, Map.of(), Map.of(outcome, new ScoreCounts(total, bad)));
  }

  Counts labels() {
    return new Counts(0, 0, new TreeMap<>(), scores);
  }

  long slowerThan(int lastGoodBin) {
    return sum(latency.tailMap(lastGoodBin + 1));
  }

  long timed() {
    return sum(latency);
  }

  ScoreCounts score(String outcome) {
    return scores.getOrDefault(outcome, NO_SCORE);
  }

  private static final ScoreCounts NO_SCORE = new ScoreCounts(0, 0);

  private static long sum(SortedMap<Integer, Long> bins) {
    long sum = 0;
    for (long count : bins.values()) {
      sum += count;
    }
    return sum;
  }
}
