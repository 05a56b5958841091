package dev.turnout.explain;

import java.time.Duration;
import java.time.Instant;

/** Time since the start of a rollout, in a unit that suits its length. */
record TimeAxis(Instant start, Duration length) {

  double x(Instant at) {
    return Duration.between(start, at).toMillis() / unitMillis();
  }

  double end() {
    // A rollout of a moment still has an axis.
    return Math.max(length.toMillis() / unitMillis(), 1e-3);
  }

  String title() {
    return switch ((int) unitMillis()) {
      case 1_000 -> "seconds since the start";
      case 60_000 -> "minutes since the start";
      default -> "hours since the start";
    };
  }

  private double unitMillis() {
    if (length.compareTo(Duration.ofMinutes(3)) < 0) {
      return 1_000;
    }
    return length.compareTo(Duration.ofHours(3)) < 0 ? 60_000 : 3_600_000;
  }
}
