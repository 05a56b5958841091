package dev.turnout.agents.agent;

import dev.turnout.agents.convergence.DesiredTable;
import dev.turnout.events.RouteTable;

/**
 * A table that came from Kafka or from the disk.
 *
 * @param wire as it came, for the disk
 * @param desired what it means
 * @param fromKafka whether Kafka has it
 */
record Offer(RouteTable wire, DesiredTable desired, boolean fromKafka) {}
