package dev.turnout.bench.rival;

import dev.turnout.bench.rival.PointRule.Point;
import dev.turnout.bench.world.ArmCounts;
import dev.turnout.bench.world.Tick;

/** Sums the steps up to intervals and shows one number of each to a rule. */
public final class Poller implements Contestant {
  private final double interval;
  private final Signal signal;
  private final PointRule rule;
  private ArmCounts candidate = ArmCounts.nothing();
  private ArmCounts baseline = ArmCounts.nothing();

  /**
   * @param interval seconds, a multiple of every step
   */
  public Poller(double interval, Signal signal, PointRule rule) {
    this.interval = interval;
    this.signal = signal;
    this.rule = rule;
  }

  @Override
  public boolean fires(Tick tick) {
    candidate = candidate.plus(tick.candidate());
    baseline = baseline.plus(tick.baseline());
    if (tick.end() % interval > 1e-6) {
      return false;
    }
    Point point = new Point(tick.end(), signal.of(candidate), signal.of(baseline));
    candidate = ArmCounts.nothing();
    baseline = ArmCounts.nothing();
    return rule.fires(point);
  }

  @Override
  public boolean looksAtEveryStep() {
    return false;
  }
}
