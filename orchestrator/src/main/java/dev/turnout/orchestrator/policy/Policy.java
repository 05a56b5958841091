package dev.turnout.orchestrator.policy;

import dev.turnout.orchestrator.routing.Expect;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** When rollouts may go on, for a whole installation. */
public record Policy(List<Freeze> freezes, List<Limit> limits) {
  private static final int MOST = 100;

  /** Everything may go on at any time. */
  public static final Policy NONE = new Policy(List.of(), List.of());

  public Policy {
    freezes = List.copyOf(freezes);
    limits = List.copyOf(limits);
    Expect.notMore("freezes", freezes, MOST);
    Expect.notMore("limits", limits, MOST);
    requireDistinct("freeze", freezes.stream().map(Freeze::name).toList());
    requireDistinct("limit", limits.stream().map(Limit::name).toList());
  }

  private static void requireDistinct(String what, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "Expected each %s under a name of its own, but '%s' is there twice (rename one)"
                .formatted(what, name));
      }
    }
  }
}
