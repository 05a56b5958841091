package dev.turnout.bench.world;

/**
 * What both arms did from one second to another.
 *
 * @param start seconds since the start of the rollout
 * @param end seconds since the start of the rollout, when the counts are reported
 */
public record Tick(double start, double end, ArmCounts candidate, ArmCounts baseline) {}
