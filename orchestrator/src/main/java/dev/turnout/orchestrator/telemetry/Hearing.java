package dev.turnout.orchestrator.telemetry;

import dev.turnout.orchestrator.fleet.NodeName;
import java.time.Instant;
import java.util.Optional;

/**
 * When an agent was last heard.
 *
 * @param at broker's time of its newest report
 * @param refusal why it could not put a newer table in force; empty when it refused none
 */
public record Hearing(NodeName node, Boots boots, Instant at, Optional<String> refusal) {}
