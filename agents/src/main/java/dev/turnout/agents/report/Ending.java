package dev.turnout.agents.report;

/** How a request to a version ended. */
public enum Ending {
  /** The whole response arrived. */
  COMPLETE(false),
  /** No connection to the version could be made. */
  CONNECT_FAILED(true),
  /** The version did not answer in time. */
  TIMED_OUT(true),
  /** The connection died before the response had ended. */
  BROKEN(true),
  /** The client went away first; the time it waited counts, but the version is not to blame. */
  CLIENT_LEFT(false);

  private final boolean error;

  Ending(boolean error) {
    this.error = error;
  }

  boolean isError() {
    return error;
  }
}
