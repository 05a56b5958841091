package dev.turnout.agents.agent;

import dev.turnout.schemas.TraceContext;
import java.time.Instant;
import java.util.Optional;

/** Tells a trace how long a table took on this node. Called by the agent's thread; never waits. */
@FunctionalInterface
public interface TableTracer {
  /** Tells nobody. */
  TableTracer OFF = (model, epoch, origin, came, inForce) -> {};

  /**
   * A table is in force, which the data plane has confirmed.
   *
   * @param origin to what the decision for it belongs; empty if nobody said
   * @param came when this node got it
   */
  void applied(
      String model, long epoch, Optional<TraceContext> origin, Instant came, Instant inForce);
}
