package dev.turnout.bench.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long it took to recover from each fault of a kind.
 *
 * @param times one for each fault that was recovered from, ascending
 */
public record Recovery(List<Duration> times) {
  /** Nothing was measured. */
  public static final Recovery NONE = new Recovery(List.of());

  public Recovery {
    List<Duration> ascending = new ArrayList<>(times);
    ascending.sort(null);
    times = List.copyOf(ascending);
  }

  /** Half of them took at most this long; empty if nothing was measured. */
  public Optional<Duration> median() {
    return times.isEmpty() ? Optional.empty() : Optional.of(times.get((times.size() - 1) / 2));
  }

  /** The longest; empty if nothing was measured. */
  public Optional<Duration> max() {
    return times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() - 1));
  }
}
