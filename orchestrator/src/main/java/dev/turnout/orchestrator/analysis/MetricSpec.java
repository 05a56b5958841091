package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Expect;
import dev.turnout.orchestrator.statistics.LatencyBins;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;

/**
 * What is watched on both arms. Every metric is reduced to a share of bad outcomes: failed
 * requests, wrong predictions, or requests slower than a limit.
 */
public sealed interface MetricSpec {

  /** The name in reasons and evidence; unique within an {@link AnalysisSpec}. */
  String name();

  /**
   * The share of bad outcomes above which the candidate breaks an absolute limit, in (0, 1]; 1
   * means that there is no limit.
   */
  double badLimit();

  /** The bad and all outcomes of this metric in a report. */
  Tally count(Counts counts);

  /** The baseline's bad and all outcomes of this metric before the rollout. */
  History historyIn(BaselineHistory baseline);

  /** What a bad outcome is, as in "3 % failed". */
  String badWord();

  /** Whether an absolute limit is set. */
  default boolean hasLimit() {
    return badLimit() < 1;
  }

  /**
   * Failed requests as a share of all requests.
   *
   * @param margin how much more than the baseline's error rate is acceptable, absolute, in (0, 1):
   *     0.002 is 0.2 percentage points
   * @param limit the highest error rate that is acceptable at all, in (0, 1]; 1 means no limit
   */
  record ErrorRate(String name, double margin, double limit) implements MetricSpec {
    public static final double DEFAULT_MARGIN = 0.002;

    public ErrorRate {
      Expect.present("a name for the error rate", name, "'errors'");
      Expect.inOpen("a margin of " + name, margin, 0, 1, "0.002 for 0.2 percentage points");
      Expect.inLeftOpen("a limit of " + name, limit, 0, 1, "0.01 for 1 %");
    }

    /** The default margin and no limit. */
    public ErrorRate(String name) {
      this(name, DEFAULT_MARGIN, 1);
    }

    @Override
    public double badLimit() {
      return limit;
    }

    @Override
    public Tally count(Counts counts) {
      return new Tally(counts.errors(), counts.requests());
    }

    @Override
    public History historyIn(BaselineHistory baseline) {
      return new History(baseline.requests().bad(), baseline.requests().total());
    }

    @Override
    public String badWord() {
      return "failed";
    }
  }

  /**
   * Slow requests: the share of requests slower than {@code limit} must stay within {@code 1 -
   * quantile}, and is compared with the baseline's share.
   *
   * @param quantile in (0, 1): 0.99 allows 1 % of the requests to be slower than the limit
   * @param margin the relative slow-down of the quantile that is acceptable, in (0, 1]: 0.1 is 10
   *     %. Shares above the limit do not depend on it
   * @param limit longer than zero; rounded up to the next edge of a {@link LatencyBins bin} (at
   *     most 2 % more)
   */
  record Latency(String name, double quantile, double margin, Duration limit)
      implements MetricSpec {
    public static final double DEFAULT_MARGIN = 0.10;

    public Latency {
      Expect.present("a name for the latency", name, "'p99'");
      Expect.inOpen("a quantile of " + name, quantile, 0, 1, "0.99 for p99");
      Expect.inLeftOpen("a margin of " + name, margin, 0, 1, "0.1 for 10 %");
      Expect.positive("a limit of " + name, limit, "500ms");
    }

    /** The default margin. */
    public Latency(String name, double quantile, Duration limit) {
      this(name, quantile, DEFAULT_MARGIN, limit);
    }

    @Override
    public double badLimit() {
      return 1 - quantile;
    }

    @Override
    public Tally count(Counts counts) {
      return new Tally(counts.slowerThan(LatencyBins.lastBinWithin(limit)), counts.timed());
    }

    @Override
    public History historyIn(BaselineHistory baseline) {
      return baseline.slowerThan(LatencyBins.lastBinWithin(limit));
    }

    @Override
    public String badWord() {
      return "slower than " + limit.toMillis() + " ms";
    }
  }

  /**
   * A score in [0, 1] of answers whose truth came back, such as accuracy: the badness (1 for a
   * wrong prediction, 0 for a right one) is what is counted.
   *
   * @param outcome the name under which the labels are published, such as {@code accuracy}
   * @param margin how much lower than the baseline's mean score is acceptable, absolute, in (0, 1)
   * @param floor the lowest mean score that is acceptable at all, in [0, 1); 0 means no floor
   */
  record Score(String name, String outcome, double margin, double floor) implements MetricSpec {
    public static final double DEFAULT_MARGIN = 0.01;

    public Score {
      Expect.present("a name for the score", name, "'accuracy'");
      Expect.present("an outcome of " + name, outcome, "'accuracy'");
      Expect.inOpen("a margin of " + name, margin, 0, 1, "0.01 for one percentage point");
      Expect.inRightOpen("a floor of " + name, floor, 0, 1, "0.92 for 92 %");
    }

    /** The default margin and no floor. */
    public Score(String name, String outcome) {
      this(name, outcome, DEFAULT_MARGIN, 0);
    }

    @Override
    public double badLimit() {
      return 1 - floor;
    }

    @Override
    public Tally count(Counts counts) {
      ScoreCounts score = counts.score(outcome);
      return new Tally(score.bad(), score.total());
    }

    @Override
    public History historyIn(BaselineHistory baseline) {
      Tally known = baseline.scores().getOrDefault(outcome, Tally.EMPTY);
      return new History(known.bad(), known.total());
    }

    @Override
    public String badWord() {
      return "wrong";
    }
  }
}
