package dev.turnout.orchestrator.forecast;

/**
 * A time with one share of the traffic.
 *
 * @param weight the candidate's share, in [0, 1]
 * @param copied whether the candidate gets copies, and the stable version all requests
 * @param seconds zero or more; infinity for "from then on"
 */
record Span(double weight, boolean copied, double seconds) {
  /** Users of the candidate. */
  Span(double weight, double seconds) {
    this(weight, false, seconds);
  }

  /** The stable version's share. */
  double baseline() {
    return copied ? 1 : 1 - weight;
  }
}
