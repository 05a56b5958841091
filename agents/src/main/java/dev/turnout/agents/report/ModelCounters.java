package dev.turnout.agents.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The counters of all versions of one model on this node. Safe for all threads. */
public final class ModelCounters {
  private final Map<String, VersionCounters> versions = new ConcurrentHashMap<>();
  private final CopyCounters copies = new CopyCounters();

  /** The counters of a version, from zero if it is new; always the same object for a version. */
  public VersionCounters version(String version) {
    return versions.computeIfAbsent(version, VersionCounters::new);
  }

  /** The counters of a version that has some already; empty for another. */
  public Optional<VersionCounters> known(String version) {
    return Optional.ofNullable(versions.get(version));
  }

  /** The counters of the requests that were copied to a candidate. */
  public CopyCounters copies() {
    return copies;
  }

  /** The counts so far, in the order of the versions' names. */
  public List<VersionTotals> totals() {
    return versions.values().stream()
        .map(VersionCounters::totals)
        .sorted(Comparator.comparing(VersionTotals::version))
        .toList();
  }
}
