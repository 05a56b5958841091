package dev.turnout.bench.switching;

import java.util.List;

/**
 * What is measured.
 *
 * @param users distinct users that were seen before, ascending, each from 1 to 100,000,000
 * @param nodes that read the route topic, ascending, each from 1 to 10,000
 * @param rounds from 1 to 1000
 */
public record SwitchSetting(List<Integer> users, List<Integer> nodes, int rounds) {
  private static final int MOST_USERS = 100_000_000;
  private static final int MOST_NODES = 10_000;
  private static final int MOST_ROUNDS = 1000;

  public SwitchSetting {
    users = sizes("users", users, MOST_USERS);
    nodes = sizes("nodes", nodes, MOST_NODES);
    require("rounds", rounds, MOST_ROUNDS);
  }

  private static List<Integer> sizes(String what, List<Integer> sizes, int most) {
    if (sizes.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one number of " + what);
    }
    sizes.forEach(size -> require(what, size, most));
    return sizes.stream().sorted().distinct().toList();
  }

  private static void require(String what, int number, int most) {
    if (number < 1 || number > most) {
      throw new IllegalArgumentException(
          "Expected %s from 1 to %,d, but got %,d".formatted(what, most, number));
    }
  }
}
