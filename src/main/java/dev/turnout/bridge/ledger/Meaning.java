package dev.turnout.bridge.ledger;

/** What the counts of a series are for a version. */
public sealed interface Meaning {

  /** Counts it; the amounts are what was added. */
  void count(Amounts added, VersionTally tally);

  /** Whether only histograms can say it. */
  default boolean wantsBuckets() {
    return false;
  }

  /**
   * Requests that ended.
   *
   * @param failed whether all of them failed
   */
  record Requests(boolean failed) implements Meaning {
    @Override
    public void count(Amounts added, VersionTally tally) {
      tally.addRequests(added.count(), failed ? added.count() : 0);
    }
  }

  /** Failed requests that another series has among all requests. */
  record Errors() implements Meaning {
    @Override
    public void count(Amounts added, VersionTally tally) {
      tally.addRequests(0, added.count());
    }
  }

  /**
   * How long requests took that did not fail.
   *
   * @param toMillis what a value is multiplied with
   */
  record Latency(double toMillis) implements Meaning {
    @Override
    public void count(Amounts added, VersionTally tally) {
      tally.addLatency(added, toMillis);
    }

    @Override
    public boolean wantsBuckets() {
      return true;
    }
  }

  /**
   * Answers, or requests on which something may happen.
   *
   * @param outcome name of the score or event
   * @param total whether they are to be added to the total
   * @param bad whether all of them are bad, or it happened on all of them
   */
  record Graded(String outcome, boolean total, boolean bad) implements Meaning {
    @Override
    public void count(Amounts added, VersionTally tally) {
      tally.addGraded(outcome, total ? added.count() : 0, bad ? added.count() : 0);
    }
  }

  /**
   * Grades in [0, 1] of which more is better; only their count and sum matter.
   *
   * @param outcome name of the score
   */
  record Grades(String outcome) implements Meaning {
    @Override
    public void count(Amounts added, VersionTally tally) {
      double bad = Math.min(added.count(), Math.max(0, added.count() - added.sum()));
      tally.addGraded(outcome, added.count(), bad);
    }

    @Override
    public boolean wantsBuckets() {
      return true;
    }
  }

  /**
   * Values of which less is better.
   *
   * @param histogram its name
   * @param scale what a value is multiplied with
   */
  record Measured(String histogram, double scale) implements Meaning {
    @Override
    public void count(Amounts added, VersionTally tally) {
      tally.addValues(histogram, added, scale);
    }

    @Override
    public boolean wantsBuckets() {
      return true;
    }
  }
}
