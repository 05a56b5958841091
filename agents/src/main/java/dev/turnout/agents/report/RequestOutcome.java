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
}
