package dev.turnout.agents.launcher.process;

import dev.turnout.agents.probe.Health;
import dev.turnout.agents.probe.HealthChecker;
import dev.turnout.agents.probe.ServedVersion;
import java.util.HashSet;
import java.util.Set;

/** The processes whose health is checked. Safe for all threads. */
final class Watchlist {
  private final HealthChecker checker;
  private final Set<ServedVersion> watched = new HashSet<>();

  Watchlist(HealthChecker checker) {
    this.checker = checker;
  }

  synchronized void add(ServedVersion version) {
    watched.add(version);
    checker.watch(Set.copyOf(watched));
  }

  synchronized void remove(ServedVersion version) {
    watched.remove(version);
    checker.watch(Set.copyOf(watched));
  }

  Health health(ServedVersion version) {
    return checker.health(version);
  }
}
