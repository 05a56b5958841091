package dev.turnout.bench.switching;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The naive router: an entry for each user says which version answers, and a switch changes all.
 */
final class EntryRouter {
  private final Map<String, String> versions = new ConcurrentHashMap<>();
  private boolean isSwitched;

  /** Whether the memory is enough, with room for the rest. */
  static boolean fits(int users) {
    long bytesPerUser = 150;
    return users * bytesPerUser < Runtime.getRuntime().maxMemory() / 2;
  }

  void see(int users) {
    for (int user = 0; user < users; user++) {
      versions.putIfAbsent(TableRouter.name(user), UserTables.STABLE);
    }
  }

  /** Switches everybody to the other version; how long it took, in microseconds. */
  double switchMicros() {
    isSwitched = !isSwitched;
    String now = isSwitched ? UserTables.CANDIDATE : UserTables.STABLE;
    long start = System.nanoTime();
    versions.replaceAll((user, version) -> now);
    return (System.nanoTime() - start) / 1e3;
  }
}
