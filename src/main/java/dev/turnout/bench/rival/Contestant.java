package dev.turnout.bench.rival;

import dev.turnout.bench.world.Tick;

/** Looks at every step of one rollout. Has a state: one instance for each rollout. */
@FunctionalInterface
public interface Contestant {
  /** Takes a step's counts and says whether the candidate has to go; not asked again after yes. */
  boolean fires(Tick tick);

  /** Whether long steps would change what it says. */
  default boolean looksAtEveryStep() {
    return true;
  }
}
