package dev.turnout.agents.convergence;

import dev.turnout.agents.probe.SmokeTest;

/**
 * A smoke test that the node runs once.
 *
 * @param testId id under which the result is reported
 * @param version the version that is asked
 * @param test the request and its right answer
 */
public record SmokeOrder(String testId, String version, SmokeTest test) {}
