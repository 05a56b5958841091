package dev.turnout.simulation;

import static org.assertj.core.api.Assertions.assertThat;

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

  static String name(int number) {
    return NAMES[number];
  }

  /** Compares with the table that was in force before. */
  void check(RouteSnapshot now, VersionPicker picker) {
    if (before.filter(now::equals).isPresent()) {
      return;
    }
    before
        .filter(old -> old.salt().equals(now.salt()))
        .filter(old -> weight(old) <= weight(now))
        .ifPresent(old -> nobodyMovesBack(new VersionPicker(old), picker));
    before = Optional.of(now);
  }

  private static void nobodyMovesBack(VersionPicker old, VersionPicker now) {
    for (String name : NAMES) {
      if (old.pick(name).equals("v2")) {
        assertThat(now.pick(name)).as("version of %s", name).isEqualTo("v2");
      }
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
