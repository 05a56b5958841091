package dev.turnout.bench.scale;

import java.time.Duration;

/** How much of the time a part of the work takes: the soak takes as long as it is told to. */
record Pace(Duration soak) {
  /** Where the soak lies in the order of the work, whatever time it takes. */
  static final double SOAK_BEGINS = 0.5;

  static final double SOAK_ENDS = 0.9;

  private static final Duration BEFORE = Duration.ofMinutes(4);
  private static final Duration AFTER = Duration.ofMinutes(1);

  /**
   * The share of the time that is over, about.
   *
   * @param done place in the order of the work, from 0 to 1
   */
  double of(double done) {
    double passed =
        part(done, 0, SOAK_BEGINS) * BEFORE.toSeconds()
            + part(done, SOAK_BEGINS, SOAK_ENDS) * soak.toSeconds()
            + part(done, SOAK_ENDS, 1) * AFTER.toSeconds();
    return passed / BEFORE.plus(soak).plus(AFTER).toSeconds();
  }

  private static double part(double done, double begin, double end) {
    return Math.min(1, Math.max(0, (done - begin) / (end - begin)));
  }
}
