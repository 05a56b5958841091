package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.BinCounts;
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
 * @param histograms by name {@link LatencyBins bin} to count, sparse; {@link #LATENCY} is the
 *     latency of the requests, where time-outs belong into the top bin
 * @param scores labelled answers and counted events by name
 */
public record Counts(
    long requests,
    long errors,
    SortedMap<String, BinCounts> histograms,
    SortedMap<String, ScoreCounts> scores) {

  /** Name of the histogram of latencies in milliseconds. */
  public static final String LATENCY = "latency";

  /** An idle node's report: it is alive, and nothing happened. */
  public static final Counts ZERO = new Counts(0, 0, Map.of(), Map.of());

  public Counts {
    Expect.atLeast("requests", requests, 0, "0");
    if (errors < 0 || errors > requests) {
      throw new IllegalArgumentException(
          "Expected errors in [0, %d requests], but got %d (write the errors among these requests)"
              .formatted(requests, errors));
    }
    SortedMap<String, BinCounts> filled = new TreeMap<>(histograms);
    filled.values().removeIf(BinCounts::isEmpty);
    histograms = Collections.unmodifiableSortedMap(filled);
    scores = Collections.unmodifiableSortedMap(new TreeMap<>(scores));
  }

  /** The latency is the only histogram. Copies the maps. */
  public Counts(
      long requests, long errors, Map<Integer, Long> latency, Map<String, ScoreCounts> scores) {
    this(
        requests,
        errors,
        new TreeMap<>(Map.of(LATENCY, BinCounts.of(latency))),
        new TreeMap<>(scores));
  }

  /** Requests and errors only. */
  public static Counts ofRequests(long requests, long errors) {
    return new Counts(requests, errors, Map.of(), Map.of());
  }

  /** Labels only: they arrive apart from the requests that they belong to. */
  public static Counts ofScore(String outcome, long total, double bad) {
    return new Counts(0, 0, Map.of(), Map.of(outcome, new ScoreCounts(total, bad)));
  }

  /** What needs no warm-up: labels. A cold node is slow, not wrong. */
  Counts labels() {
    return new Counts(0, 0, NO_HISTOGRAM, scores);
  }

  /** What a reporter says that serves no requests. */
  Counts withoutRequests() {
    SortedMap<String, BinCounts> others = new TreeMap<>(histograms);
    others.remove(LATENCY);
    return new Counts(0, 0, others, scores);
  }

  /** Counts by bin; empty if the report has no such histogram. */
  public BinCounts histogram(String name) {
    return histograms.getOrDefault(name, BinCounts.NONE);
  }

  ScoreCounts score(String outcome) {
    return scores.getOrDefault(outcome, NO_SCORE);
  }

  private static final SortedMap<String, BinCounts> NO_HISTOGRAM = Collections.emptySortedMap();
  private static final ScoreCounts NO_SCORE = new ScoreCounts(0, 0);
}
