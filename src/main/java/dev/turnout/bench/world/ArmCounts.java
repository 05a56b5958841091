package dev.turnout.bench.world;

/**
 * What one arm did in a while.
 *
 * @param requests answered requests
 * @param errors failed ones among them
 * @param labels answers whose truth came in, also of earlier requests
 * @param wrong wrong ones among them
 * @param latency the requests' latencies; empty if nobody asked for them
 */
public record ArmCounts(long requests, long errors, long labels, long wrong, Histogram latency) {}
