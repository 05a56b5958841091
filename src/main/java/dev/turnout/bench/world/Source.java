package dev.turnout.bench.world;

/** One simulated rollout, step by step. */
public interface Source {
  /** What was known at the start. */
  Past past();

  /** Seconds since the start. */
  double now();

  /** What happens in the next step, in seconds. */
  Tick next(double step);
}
