package dev.turnout.orchestrator.analysis;

import java.util.List;

/**
 * What the judge says after a report.
 *
 * @param reason one sentence with the numbers
 */
public record Verdict(Kind kind, String reason, Evidence evidence) {

  public enum Kind {
    /** Not decided: go on measuring. */
    CONTINUE,
    /** Shown not to be worse by any margin. Minimum times of a step are its owner's business. */
    PROMOTE,
    /** Send the traffic back. Final: every later verdict says so, too. */
    ROLLBACK,
    /**
     * Make no progress and tell a person: nothing is measured, or both arms break a limit. May
     * pass.
     */
    HOLD,
    /** The time is over and nothing is decided. */
    INCONCLUSIVE
  }

  /**
   * The same evidence as the end of an analysis whose time is over.
   *
   * @param prospects how much longer it would need, in sentences
   */
  public Verdict inconclusive(List<String> prospects) {
    String forecast =
        prospects.isEmpty() ? "" : "; at this traffic " + String.join(", ", prospects);
    return new Verdict(Kind.INCONCLUSIVE, "not decided in time: " + reason + forecast, evidence);
  }
}
