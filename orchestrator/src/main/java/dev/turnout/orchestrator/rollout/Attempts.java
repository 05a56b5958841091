package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.plan.RolloutName;
import java.util.ArrayList;
import java.util.List;

/**
 * How often rollouts of each name were tried, so that no id is used twice.
 *
 * @param counts the name that was tried last comes last; at most {@link #REMEMBERED}
 */
public record Attempts(List<Count> counts) {
  static final int REMEMBERED = 256;

  static final Attempts NONE = new Attempts(List.of());

  /** The number of the last attempt under a name. */
  public record Count(RolloutName name, int attempts) {}

  public Attempts {
    counts = List.copyOf(counts);
  }

  int next(RolloutName name) {
    return counts.stream()
            .filter(count -> count.name().equals(name))
            .mapToInt(Count::attempts)
            .max()
            .orElse(0)
        + 1;
  }

  Attempts with(RolloutName name, int attempt) {
    List<Count> more = new ArrayList<>(counts);
    more.removeIf(count -> count.name().equals(name));
    more.add(new Count(name, attempt));
    return new Attempts(more.subList(Math.max(0, more.size() - REMEMBERED), more.size()));
  }
}
