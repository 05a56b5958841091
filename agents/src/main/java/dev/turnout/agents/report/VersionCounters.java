package dev.turnout.agents.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts one version's requests since the agent started. Safe for all threads: each thread writes
 * to its own stripe as long as there are not more threads than stripes, so the lock is free on the
 * hot path.
 */
public final class VersionCounters {
  private static final int STRIPES = 16;
  private static final int BINS = LatencyBins.LAST - LatencyBins.FIRST + 1;

  private final String version;
  private final List<Stripe> stripes = new ArrayList<>(STRIPES);
  private final Map<String, ScoreTotals> scores = new TreeMap<>();

  VersionCounters(String version) {
    this.version = version;
    for (int i = 0; i < STRIPES; i++) {
      stripes.add(new Stripe());
    }
  }

  /** Counts one request. */
  public void record(RequestOutcome outcome) {
    stripes.get((int) (Thread.currentThread().getId() % STRIPES)).add(outcome);
  }

  /**
   * Counts labels that arrived for answers of this version.
   *
   * @param outcome what was scored, such as {@code accuracy}
   * @param total labelled answers, from 0
   * @param bad how many of them were bad, in [0, total]
   */
  public void recordScore(String outcome, long total, double bad) {
    ScoreTotals added = new ScoreTotals(total, bad);
    synchronized (scores) {
      scores.merge(outcome, added, ScoreTotals::plus);
    }
  }

  /** The counts so far; every request is in all of them or in none. */
  public VersionTotals totals() {
    Stripe sum = new Stripe();
    stripes.forEach(stripe -> stripe.addTo(sum));
    Map<Integer, Long> bins = new TreeMap<>();
    for (int i = 0; i < BINS; i++) {
      if (sum.bins[i] > 0) {
        bins.put(i + LatencyBins.FIRST, sum.bins[i]);
      }
    }
    synchronized (scores) {
      return new VersionTotals(version, sum.requests, sum.errors, sum.nanos / 1_000, bins, scores);
    }
  }

  private static final class Stripe {
    private long requests;
    private long errors;
    private long nanos;
    // Made at the first request: most of the stripes stay unused on a small node.
    private long[] bins = {};

    synchronized void add(RequestOutcome outcome) {
      requireBins();
      requests++;
      errors += outcome.isError() ? 1 : 0;
      if (outcome.isTimed()) {
        nanos += outcome.latencyNanos();
        bins[outcome.latencyBin() - LatencyBins.FIRST]++;
      }
    }

    synchronized void addTo(Stripe sum) {
      sum.requireBins();
      sum.requests += requests;
      sum.errors += errors;
      sum.nanos += nanos;
      for (int i = 0; i < bins.length; i++) {
        sum.bins[i] += bins[i];
      }
    }

    private void requireBins() {
      if (bins.length == 0) {
        bins = new long[BINS];
      }
    }
  }
}
