package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.guard.Moments;
import dev.turnout.orchestrator.guard.NodeLevels.Scale;
import dev.turnout.orchestrator.statistics.Expect;
import dev.turnout.orchestrator.statistics.Tally;
import java.util.List;

/**
 * A share of bad outcomes: failed requests, wrong predictions, or anything that happens on a
 * request or not.
 *
 * @param margin how much more than the baseline's share is still good enough, absolute, in (0, 1):
 *     0.002 is 0.2 percentage points
 * @param tolerance how much more than the baseline's share does not count as worse, absolute, in
 *     [0, margin); 0 takes any worsening for one
 * @param limit the largest share that is acceptable at all, in (0, 1]; 1 means no limit
 * @param compared with the baseline; else only the limit counts, and a promotion needs the share
 *     shown to be below it
 */
public record Rate(
    String name,
    Influence influence,
    RateSource source,
    double margin,
    double tolerance,
    double limit,
    boolean compared)
    implements MetricSpec {
  public static final double DEFAULT_ERROR_MARGIN = 0.002;
  public static final double DEFAULT_SCORE_MARGIN = 0.01;

  /** No share is larger: there is no limit. */
  public static final double NO_LIMIT = 1;

  public Rate {
    Expect.present("a name for the metric", name, "'errors'");
    Expect.inOpen("a margin of " + name, margin, 0, 1, "0.002 for 0.2 percentage points");
    Expect.inRightOpen(
        "a tolerance of " + name, tolerance, 0, margin, "less than the margin of " + margin);
    Expect.inLeftOpen("a limit of " + name, limit, 0, 1, "0.01 for 1 %");
    if (!compared && limit == NO_LIMIT) {
      throw new IllegalArgumentException(
          "Expected a limit of %s, which is not compared with the baseline, but got none (write limit: %s, or compare: baseline)"
              .formatted(name, source.kind() == RateSource.Kind.SCORE ? "0.92" : "0.01"));
    }
  }

  /** Failed requests, with the default margin and no limit. */
  public static Rate errors(String name) {
    return errors(name, DEFAULT_ERROR_MARGIN, NO_LIMIT);
  }

  /** Failed requests as a share of all requests. */
  public static Rate errors(String name, double margin, double limit) {
    return of(name, RateSource.ERRORS, margin, limit);
  }

  /** A score of labelled answers, with the default margin and no floor. */
  public static Rate score(String name, String outcome) {
    return score(name, outcome, DEFAULT_SCORE_MARGIN, 0);
  }

  /**
   * A score in [0, 1] of answers whose truth came back, such as accuracy: the badness (1 for a
   * wrong prediction, 0 for a right one) is what is counted.
   *
   * @param outcome the name under which the labels are published
   * @param margin how much lower than the baseline's mean score is good enough, absolute
   * @param floor the lowest mean score that is acceptable at all, in [0, 1); 0 means no floor
   */
  public static Rate score(String name, String outcome, double margin, double floor) {
    Expect.present("an outcome of " + name, outcome, "'accuracy'");
    Expect.inRightOpen("a floor of " + name, floor, 0, 1, "0.92 for 92 %");
    return of(name, new RateSource(RateSource.Kind.SCORE, outcome), margin, 1 - floor);
  }

  /**
   * Requests on which something happened, such as a fallback; at most once on each.
   *
   * @param event the name under which reports carry it
   */
  public static Rate count(String name, String event, double margin, double limit) {
    Expect.present("an event of " + name, event, "'fallbacks'");
    return of(name, new RateSource(RateSource.Kind.COUNT, event), margin, limit);
  }

  private static Rate of(String name, RateSource source, double margin, double limit) {
    return new Rate(name, Influence.NORMAL, source, margin, 0, limit, true);
  }

  public Rate with(Influence other) {
    return new Rate(name, other, source, margin, tolerance, limit, compared);
  }

  public Rate withTolerance(double other) {
    return new Rate(name, influence, source, margin, other, limit, compared);
  }

  /** Only the limit counts. */
  public Rate againstLimit() {
    return new Rate(name, influence, source, margin, tolerance, limit, false);
  }

  public boolean hasLimit() {
    return limit < NO_LIMIT;
  }

  /** The bad and all outcomes in a report. */
  public Tally count(Counts counts) {
    if (source.kind() == RateSource.Kind.ERRORS) {
      return new Tally(counts.errors(), counts.requests());
    }
    ScoreCounts score = counts.score(source.name());
    return new Tally(score.bad(), score.total());
  }

  /** The baseline's aged bad and all outcomes before the rollout. */
  Tally historyIn(BaselineHistory baseline) {
    return source.kind() == RateSource.Kind.ERRORS
        ? baseline.requests()
        : baseline.scores().getOrDefault(source.name(), Tally.EMPTY);
  }

  @Override
  public Moments values(Counts counts) {
    return Moments.of(count(counts));
  }

  @Override
  public Scale scale() {
    return Scale.LOG_RATE;
  }

  @Override
  public List<AbsoluteLimit> limits() {
    return hasLimit()
        ? List.of(new AbsoluteLimit(limit, source.badWord(), this::count))
        : List.of();
  }
}
