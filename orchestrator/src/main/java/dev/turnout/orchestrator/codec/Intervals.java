package dev.turnout.orchestrator.codec;

import dev.turnout.events.Interval;
import dev.turnout.orchestrator.statistics.Bins;
import dev.turnout.orchestrator.statistics.QuantileInterval;
import dev.turnout.orchestrator.statistics.RateInterval;
import dev.turnout.orchestrator.statistics.Tally;

/** Confidence sequences for readers of the journal. */
final class Intervals {
  private static final double ALPHA = 0.05;

  private Intervals() {}

  static Interval of(Tally outcomes) {
    RateInterval interval = RateInterval.of(outcomes, ALPHA);
    return new Interval(interval.rate(), interval.low(), interval.high());
  }

  static Interval of(Bins bins, double quantile) {
    QuantileInterval interval = QuantileInterval.of(bins, quantile, ALPHA);
    return new Interval(
        interval.estimate(), interval.low(), interval.isClosed() ? interval.high() : null);
  }
}
