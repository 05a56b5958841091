package dev.turnout.demo.load;

/** What became of one request. */
public enum Reply {
  /** The version answered, and named the species that the flower is. */
  RIGHT,
  /** The version answered, and named another species. */
  WRONG,
  /** The version itself answered an error. */
  FAILED,
  /**
   * Nothing of the version came back: no connection, a reset, a time-out, or a status 502, 503 or
   * 504 of the proxy.
   */
  LOST
}
