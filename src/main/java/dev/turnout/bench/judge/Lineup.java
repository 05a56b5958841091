package dev.turnout.bench.judge;

import dev.turnout.bench.rival.Contestant;
import dev.turnout.bench.world.Past;
import java.util.Map;

/** Who takes part in a run. */
@FunctionalInterface
public interface Lineup {
  /** Fresh contestants by name, in the order of the tables. */
  Map<String, Contestant> contestants(Past past);
}
