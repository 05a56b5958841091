package dev.turnout.agents.probe;

/**
 * What the checks say about a server. Immutable; each check makes the next one.
 *
 * @param state what holds now
 * @param reason what the last failed check got; empty unless the last check failed
 * @param streak checks in a row that ended like the last one
 */
public record Health(State state, String reason, int streak) {
  /** What holds of a server. */
  public enum State {
    /** Too few checks so far. */
    UNKNOWN,
    READY,
    UNREADY
  }

  /** Before the first check. */
  public static Health unknown() {
    return new Health(State.UNKNOWN, "", 0);
  }

  /** After a check that found the server ready. */
  public Health afterSuccess(int readyAfter) {
    int row = reason.isEmpty() ? streak + 1 : 1;
    return new Health(row >= readyAfter ? State.READY : state, "", row);
  }

  /** After a check that did not. */
  public Health afterFailure(String why, int unreadyAfter) {
    int row = reason.isEmpty() ? 1 : streak + 1;
    return new Health(row >= unreadyAfter ? State.UNREADY : state, why, row);
  }
}
