package dev.turnout.agents.report;

/**
 * What became of one logical request, however often it was tried.
 *
 * @param ending how it ended
 * @param status HTTP status of the response, 0 if there was none
 * @param latencyNanos from the request's head to the end of the response; for a time-out, the limit
 */
public record RequestOutcome(Ending ending, int status, long latencyNanos) {
  /** Whether the version is to blame: it broke off, or it answered 5xx. A 4xx is the client's. */
  public boolean isError() {
    return ending.isError() || (ending == Ending.COMPLETE && status >= 500);
  }

  /**
   * Whether the latency tells how fast the version is. An error does not, because failing fast
   * would pass for being fast; but a time-out does, because leaving out the slowest would, too.
   */
  boolean isTimed() {
    return ending == Ending.TIMED_OUT || !isError();
  }

  /**
   * The bin of its latency; the highest for a time-out, which would have taken who knows how long.
   */
  int latencyBin() {
    return ending == Ending.TIMED_OUT ? LatencyBins.LAST : LatencyBins.indexOf(latencyNanos / 1e6);
  }
}
