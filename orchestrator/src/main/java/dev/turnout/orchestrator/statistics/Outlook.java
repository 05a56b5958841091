package dev.turnout.orchestrator.statistics;

import java.time.Duration;
import java.util.Optional;

/**
 * How much longer a metric needs, from what was measured so far: evidence that is there, and
 * evidence that comes with the traffic as it was. About half of the candidates need less.
 */
public final class Outlook {
  /** What the unspent restarts hold: evidence does not have to climb from further below. */
  static final double LEAST_LOG = StrictMath.log(0.3);

  private static final double LONGEST_SECONDS = 10 * 365 * 86_400.0;

  private Outlook() {}

  /**
   * The time until a candidate as good as the baseline is shown to be less than a margin worse.
   *
   * @param logPromote present evidence for "not worse by the margin"
   * @param logThreshold {@code ln(1 / beta)} of the step
   * @param margin absolute difference of the bad rates, in (0, 1)
   * @param rate the bad rate of both, in [0, 1]; measured on the baseline
   * @param candidates the candidate's judged outcomes per second so far
   * @param baselines the baseline's
   * @return zero if it is shown already; empty if it takes longer than ten years
   */
  public static Optional<Duration> untilNotWorseBy(
      double margin,
      double logPromote,
      double logThreshold,
      double rate,
      double candidates,
      double baselines) {
    double known = Math.min(Math.max(rate, 1e-6), 1 - 1e-6);
    return until(
        logPromote,
        logThreshold,
        EvidenceRate.notWorseBy(margin, candidates, baselines, known, known));
  }

  /**
   * The time until evidence that grows at this rate reaches a threshold.
   *
   * @param natsPerSecond see {@link EvidenceRate}
   * @return zero if it is reached; empty if it takes longer than ten years
   */
  public static Optional<Duration> until(double log, double logThreshold, double natsPerSecond) {
    double missing = logThreshold - Math.max(log, LEAST_LOG);
    if (log >= logThreshold) {
      return Optional.of(Duration.ZERO);
    }
    double seconds = missing / natsPerSecond;
    return seconds <= LONGEST_SECONDS
        ? Optional.of(Duration.ofMillis((long) Math.ceil(1000 * seconds)))
        : Optional.empty();
  }

  /**
   * A time as roughly as it is known: {@code 40s}, {@code 56m}, {@code 1h55m}, {@code 33h}, {@code
   * 12d}.
   */
  public static String inWords(Duration time) {
    double seconds = time.toMillis() / 1000.0;
    if (seconds < 99.5) {
      return Math.round(seconds) + "s";
    }
    if (seconds < 59.5 * 60) {
      return Math.round(seconds / 60) + "m";
    }
    if (seconds < 10 * 3600) {
      long minutes = 5 * Math.round(seconds / 300);
      return minutes / 60 + "h" + (minutes % 60 == 0 ? "" : minutes % 60 + "m");
    }
    if (seconds < 72 * 3600) {
      return Math.round(seconds / 3600) + "h";
    }
    double days = seconds / 86_400;
    return days < 1000 ? Math.round(days) + "d" : Math.round(days / 365) + "y";
  }
}
