package dev.turnout.bench.metrics;

/**
 * What some work took.
 *
 * @param seconds of the clock on the wall
 * @param cpuSeconds of the threads that did it
 */
record Took(double seconds, double cpuSeconds) {}
