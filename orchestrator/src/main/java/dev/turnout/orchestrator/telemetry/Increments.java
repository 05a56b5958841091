package dev.turnout.orchestrator.telemetry;

import dev.turnout.orchestrator.analysis.Counts;
import dev.turnout.orchestrator.analysis.ScoreCounts;
import dev.turnout.orchestrator.statistics.BinCounts;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Differences of cumulative counters. A counter that shrank within a boot adds nothing: a
 * reporter's mistake must neither stop the judge nor count twice.
 */
final class Increments {
  private Increments() {}

  static Counts of(Counts before, Counts after) {
    long requests = grown(before.requests(), after.requests());
    long errors = Math.min(requests, grown(before.errors(), after.errors()));
    return new Counts(
        requests, errors, histograms(before, after), scores(before.scores(), after.scores()));
  }

  /** What has been counted after an increment: errors that ran ahead of their requests wait. */
  static Counts counted(Counts before, Counts increment, Counts after) {
    long errors = Math.min(after.requests(), before.errors() + increment.errors());
    return new Counts(after.requests(), errors, after.histograms(), after.scores());
  }

  private static SortedMap<String, BinCounts> histograms(Counts before, Counts after) {
    SortedMap<String, BinCounts> grown = new TreeMap<>();
    after
        .histograms()
        .forEach((name, now) -> grown.put(name, now.grownFrom(before.histogram(name))));
    return grown;
  }

  private static SortedMap<String, ScoreCounts> scores(
      Map<String, ScoreCounts> before, Map<String, ScoreCounts> after) {
    SortedMap<String, ScoreCounts> grown = new TreeMap<>();
    after.forEach(
        (outcome, now) -> {
          ScoreCounts then = before.getOrDefault(outcome, new ScoreCounts(0, 0));
          long total = grown(then.total(), now.total());
          if (total > 0) {
            double bad = Math.min(total, Math.max(0, now.bad() - then.bad()));
            grown.put(outcome, new ScoreCounts(total, bad));
          }
        });
    return grown;
  }

  private static long grown(long before, long after) {
    return Math.max(0, after - before);
  }
}
