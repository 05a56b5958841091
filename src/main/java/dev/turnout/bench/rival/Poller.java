package dev.turnout.bench.rival;

import dev.turnout.bench.rival.PointRule.Point;
import dev.turnout.bench.world.Tick;

/** Shows one number of each interval to a rule. */
public final class Poller implements Contestant {
  private final Intervals intervals;
  private final Signal signal;
  private final PointRule rule;

  /**
   * @param intervals may be shared with other pollers of the same rollout
   */
  public Poller(Intervals intervals, Signal signal, PointRule rule) {
    this.intervals = intervals;
    this.signal = signal;
    this.rule = rule;
  }

  @Override
  public boolean fires(Tick tick) {
    intervals.take(tick);
    return intervals.endsWith(tick)
        && rule.fires(
            new Point(
                tick.end(),
                signal.of(intervals.last().candidate()),
                signal.of(intervals.last().baseline())));
  }

  @Override
  public boolean looksAtEveryStep() {
    return false;
  }
}
