package dev.turnout.orchestrator.policy;

import java.time.Instant;

/**
 * A freeze that is on.
 *
 * @param until its end, the first moment after it
 */
public record Frozen(String name, String reason, Instant until) {}
