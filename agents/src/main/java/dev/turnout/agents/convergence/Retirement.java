package dev.turnout.agents.convergence;

import dev.turnout.agents.launcher.LaunchStatus;
import dev.turnout.agents.launcher.Launcher;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Ends the servers of versions that nobody uses any more, after a grace, and remembers them. */
final class Retirement {
  private static final int REMEMBERED = 16;

  private final Launcher launcher;
  private final Duration grace;
  private final Map<String, Instant> unusedSince = new HashMap<>();
  private final Set<String> retired = new LinkedHashSet<>();
  private final Map<String, LaunchStatus> seen = new TreeMap<>();

  Retirement(Launcher launcher, Duration grace) {
    this.launcher = launcher;
    this.grace = grace;
  }

  /**
   * Looks at what runs.
   *
   * @param used the versions of the table in force and of the one that is to be
   * @return the versions that were told to end
   */
  Set<String> follow(Set<String> used, Map<String, LaunchStatus> statuses, Instant now) {
    rememberEnded(statuses);
    retired.removeAll(used);
    unusedSince.keySet().retainAll(statuses.keySet());
    unusedSince.keySet().removeAll(used);
    Set<String> stopped = new HashSet<>();
    statuses.forEach(
        (version, status) -> {
          if (!used.contains(version) && isDrained(version, status, now)) {
            launcher.stop(version);
            stopped.add(version);
          }
        });
    return stopped;
  }

  /** What the versions are, by name; wanted ones appear even before they run. */
  List<VersionState> states(Collection<String> wanted) {
    Map<String, VersionState> states = new TreeMap<>();
    retired.forEach(version -> states.put(version, VersionState.retired(version)));
    for (String version : wanted) {
      states.put(
          version, VersionState.of(version, new LaunchStatus.Preparing("it is not started yet")));
    }
    seen.forEach((version, status) -> states.put(version, VersionState.of(version, status)));
    return List.copyOf(states.values());
  }

  private void rememberEnded(Map<String, LaunchStatus> statuses) {
    for (String version : seen.keySet()) {
      if (!statuses.containsKey(version)) {
        retired.add(version);
      }
    }
    while (retired.size() > REMEMBERED) {
      retired.remove(retired.iterator().next());
    }
    seen.clear();
    seen.putAll(statuses);
  }

  private boolean isDrained(String version, LaunchStatus status, Instant now) {
    Instant since = unusedSince.computeIfAbsent(version, v -> now);
    return !now.isBefore(since.plus(grace)) || status instanceof LaunchStatus.Failed;
  }
}
