package dev.turnout.bench.faults;

import java.util.OptionalInt;

/**
 * What a suite is asked for.
 *
 * @param seed the same one gives the same faults
 * @param count how many faults at most, from 1; empty for the suite's own number
 */
public record FaultOrder(long seed, OptionalInt count) {

  public FaultOrder {
    if (count.isPresent() && count.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "Expected 1 fault or more, but got %d (write --count 100)".formatted(count.getAsInt()));
    }
  }

  /** As many faults as the suite has by itself. */
  public static FaultOrder all(long seed) {
    return new FaultOrder(seed, OptionalInt.empty());
  }

  /** The suite's own number, if not fewer are asked for. */
  public int atMost(int own) {
    return Math.min(own, count.orElse(own));
  }
}
