package dev.turnout.orchestrator.forecast;

/**
 * A time with one share of the traffic.
 *
 * @param weight the candidate's share, in [0, 1]
 * @param seconds zero or more; infinity for "from then on"
 */
record Span(double weight, double seconds) {}
