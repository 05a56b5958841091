package dev.turnout.agents.convergence;

/**
 * How an ordered smoke test ended on this node.
 *
 * @param testId id of the order
 * @param passed whether the answer was the right one
 * @param reason what was expected and what came; empty if it passed
 */
public record SmokeOutcome(String testId, boolean passed, String reason) {}
