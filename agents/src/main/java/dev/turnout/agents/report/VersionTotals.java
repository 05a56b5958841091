package dev.turnout.agents.report;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one version on this node did since the agent started. Cumulative: the difference of two is
 * what happened between them, so a lost or repeated report does no harm.
 *
 * @param version name of the version
 * @param requests logical requests
 * @param errors requests that failed by the version's fault, in [0, requests]
 * @param sumMicros sum of the latencies in microseconds, of a time-out the limit
 * @param bins requests per bin of {@link LatencyBins}; bins without requests are left out. Failed
 *     requests are in none, except that time-outs are in the highest
 * @param scores labelled answers per outcome
 */
public record VersionTotals(
    String version,
    long requests,
    long errors,
    long sumMicros,
    Map<Integer, Long> bins,
    Map<String, ScoreTotals> scores) {

  public VersionTotals {
    bins = sorted(bins);
    scores = sorted(scores);
  }

  private static <K extends Comparable<K>, V> SortedMap<K, V> sorted(Map<K, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
