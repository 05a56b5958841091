package dev.turnout.bench.judge;

/**
 * What we promise, and what was measured.
 *
 * @param suite which suite measured it
 * @param goal in words
 * @param atMost whether the limit is the highest acceptable number, or else the lowest
 * @param detail where the number comes from: the worst cell, how many runs
 */
public record Target(
    String suite, String goal, Measured measured, boolean atMost, double limit, String detail) {

  public static Target atMost(
      String suite, String goal, double limit, Measured measured, String detail) {
    return new Target(suite, goal, measured, true, limit, detail);
  }

  public static Target atLeast(
      String suite, String goal, double limit, Measured measured, String detail) {
    return new Target(suite, goal, measured, false, limit, detail);
  }

  /** How the number compares with the promise. */
  public enum Status {
    MET,
    /** Not met, but the promise lies within the spread: more runs would tell. */
    UNCLEAR,
    MISSED
  }

  public Status status() {
    if (atMost ? measured.value() <= limit : measured.value() >= limit) {
      return Status.MET;
    }
    boolean possible = atMost ? measured.low() <= limit : measured.high() >= limit;
    return possible ? Status.UNCLEAR : Status.MISSED;
  }
}
