package dev.turnout.bench.rival;

import dev.turnout.bench.world.ArmCounts;
import dev.turnout.bench.world.Tick;

/** Sums the steps up to intervals, once for all pollers of a rollout. */
public final class Intervals {
  private final double seconds;
  private Tick open = nothing();
  private Tick closed = nothing();
  private double seenUntil;

  /**
   * @param seconds length, a multiple of every step
   */
  public Intervals(double seconds) {
    this.seconds = seconds;
  }

  /** Takes a step; one that was taken before is not taken again. */
  void take(Tick tick) {
    if (tick.end() <= seenUntil) {
      return;
    }
    seenUntil = tick.end();
    open =
        new Tick(
            open.start(),
            tick.end(),
            open.candidate().plus(tick.candidate()),
            open.baseline().plus(tick.baseline()));
    if (tick.end() % seconds < 1e-6) {
      closed = open;
      open = nothing();
    }
  }

  /** Whether an interval ended with this step. */
  boolean endsWith(Tick tick) {
    return closed.end() == tick.end();
  }

  /** The last interval that ended. */
  Tick last() {
    return closed;
  }

  private static Tick nothing() {
    return new Tick(0, 0, ArmCounts.nothing(), ArmCounts.nothing());
  }
}
