package dev.turnout.simulation;

import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.VersionPicker;
import java.util.Optional;

/**
 * The users of a node: the same one always gets the same version, and a growing candidate loses
 * none.
 */
final class Users {
  static final int COUNT = 500;

  private static final String[] NAMES = names();

  private Optional<RouteSnapshot> before = Optional.empty();
  private String[] versions = new String[COUNT];

  static String name(int number) {
    return NAMES[number];
  }

  /** The version that a user gets from the table. */
  String versionOf(int number) {
    return versions[number];
  }

  /** Takes a table, and compares it with the one that was in force before. */
  void follow(RouteSnapshot now) {
    if (before.filter(now::equals).isPresent()) {
      return;
    }
    VersionPicker picker = new VersionPicker(now);
    String[] next = new String[COUNT];
    for (int i = 0; i < COUNT; i++) {
      next[i] = picker.pick(NAMES[i]);
    }
    before
        .filter(old -> old.salt().equals(now.salt()))
        .filter(old -> weight(old) <= weight(now))
        .ifPresent(old -> nobodyMovesBack(versions, next));
    versions = next;
    before = Optional.of(now);
  }

  private static void nobodyMovesBack(String[] old, String[] now) {
    for (int i = 0; i < COUNT; i++) {
      boolean movedBack = old[i].equals("v2") && !now[i].equals("v2");
      BrokenPromise.unless(!movedBack, "%s moved back to %s", NAMES[i], now[i]);
    }
  }

  private static double weight(RouteSnapshot table) {
    return table.routes().stream()
        .filter(route -> route.version().equals("v2"))
        .mapToDouble(route -> route.weight())
        .sum();
  }

  private static String[] names() {
    String[] names = new String[COUNT];
    for (int i = 0; i < COUNT; i++) {
      names[i] = "user-" + i;
    }
    return names;
  }
}
