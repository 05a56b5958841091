package dev.turnout.agents.probe;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Health that is told rather than checked: for simulations and tests. */
public final class InMemoryHealthChecker implements HealthChecker {
  private final Map<ServedVersion, Health> watched = new ConcurrentHashMap<>();

  @Override
  public void watch(Set<ServedVersion> versions) {
    watched.keySet().retainAll(versions);
    versions.forEach(version -> watched.putIfAbsent(version, Health.unknown()));
  }

  /** From now on a watched version is like this. */
  public void set(ServedVersion version, Health health) {
    watched.computeIfPresent(version, (known, before) -> health);
  }

  @Override
  public Health health(ServedVersion version) {
    return Objects.requireNonNullElseGet(watched.get(version), Health::unknown);
  }

  @Override
  public void close() {
    watched.clear();
  }
}
