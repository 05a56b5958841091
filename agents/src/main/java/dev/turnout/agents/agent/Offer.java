package dev.turnout.agents.agent;

import dev.turnout.agents.convergence.DesiredTable;
import dev.turnout.events.RouteTable;
import dev.turnout.schemas.TraceContext;
import java.util.Optional;

/**
 * A table that came from Kafka or from the disk.
 *
 * @param wire as it came, for the disk
 * @param desired what it means
 * @param fromKafka whether Kafka has it
 * @param origin to what trace the decision for it belongs
 */
record Offer(
    RouteTable wire, DesiredTable desired, boolean fromKafka, Optional<TraceContext> origin) {

  /** One of which no trace tells. */
  Offer(RouteTable wire, DesiredTable desired, boolean fromKafka) {
    this(wire, desired, fromKafka, Optional.empty());
  }
}
