package dev.turnout.bench.proxy;

/** The agent reported fewer requests than its clients saw answered. */
public final class LostReports extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LostReports(long answered, long reported) {
    super(
        "Expected the agent to report the %,d requests that were answered, but it reported %,d"
            .formatted(answered, reported));
  }
}
