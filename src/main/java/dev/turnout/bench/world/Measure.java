package dev.turnout.bench.world;

/** What a simulated request can go wrong in. */
public enum Measure {
  ERRORS,
  ACCURACY,
  LATENCY
}
