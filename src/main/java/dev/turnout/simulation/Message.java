package dev.turnout.simulation;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * A record on its way.
 *
 * @param kind which topic it belongs to
 * @param node the node that sends or gets it; empty for a person's command
 * @param arrival what its arrival at a time does
 */
public record Message(Kind kind, String node, Consumer<Instant> arrival) {
  public enum Kind {
    COMMAND,
    METRICS,
    AGENT,
    ROUTES
  }
}
