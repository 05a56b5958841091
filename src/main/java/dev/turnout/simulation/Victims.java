package dev.turnout.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Which messages a fault hits.
 *
 * @param nodes names; empty for all
 * @param every hits each n-th of them, from 1
 */
public record Victims(
    Set<Message.Kind> kinds, Set<String> nodes, Instant from, Instant to, int every) {
  public static Victims of(Message.Kind... kinds) {
    return new Victims(Set.of(kinds), Set.of(), Instant.MIN, Instant.MAX, 1);
  }

  public Victims on(String... names) {
    return new Victims(kinds, Set.of(names), from, to, every);
  }

  public Victims between(Duration start, Duration end) {
    return new Victims(
        kinds, nodes, Simulation.START.plus(start), Simulation.START.plus(end), every);
  }

  public Victims each(int nth) {
    return new Victims(kinds, nodes, from, to, nth);
  }

  public boolean include(Delivery delivery, long number) {
    return kinds.contains(delivery.message().kind())
        && (nodes.isEmpty() || nodes.contains(delivery.message().node()))
        && !delivery.at().isBefore(from)
        && delivery.at().isBefore(to)
        && number % every == 0;
  }
}
