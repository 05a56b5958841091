package dev.turnout.orchestrator.statistics;

import java.time.Duration;

/**
 * When a {@link RestartMixture} opens restarts, and how much of its reserve each one gets. Fixed
 * before the first count.
 */
public interface RestartSchedule {
  /** The longest time between restarts of a comparison; a day-long horizon must not blunt it. */
  Duration LONGEST_INTERVAL = Duration.ofSeconds(60);

  long FEWEST_RESTARTS = 60;

  /** The number of restarts that are due after this time since the start. */
  long due(Duration elapsed);

  /** The share of the reserve that is left after this many restarts, in [0, 1]. */
  double remaining(long restarts);

  /**
   * Equal parts of the reserve over a horizon: 60 restarts, or one a minute if that is more. None
   * comes after the horizon.
   */
  static RestartSchedule over(Duration horizon) {
    long restarts = Math.max(FEWEST_RESTARTS, horizon.dividedBy(LONGEST_INTERVAL));
    long intervalNanos = (horizon.toNanos() + restarts - 1) / restarts;
    return new Even(intervalNanos, restarts);
  }

  /**
   * One restart every interval for ever, with parts that shrink little faster than 1 / k: for
   * checks that must stay quick however long a version lives.
   */
  static RestartSchedule endless(Duration interval) {
    return new Endless(interval.toNanos());
  }

  /** See {@link #over}. */
  record Even(long intervalNanos, long restarts) implements RestartSchedule {
    @Override
    public long due(Duration elapsed) {
      return Math.min(restarts, elapsed.toNanos() / intervalNanos);
    }

    @Override
    public double remaining(long opened) {
      return (double) (restarts - opened) / restarts;
    }
  }

  /** See {@link #endless}. */
  record Endless(long intervalNanos) implements RestartSchedule {
    @Override
    public long due(Duration elapsed) {
      return elapsed.toNanos() / intervalNanos;
    }

    @Override
    public double remaining(long opened) {
      return StrictMath.log(2) / StrictMath.log(opened + 2.0);
    }
  }
}
