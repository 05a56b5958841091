package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.analysis.Verdict.Kind;
import java.util.List;

/**
 * Whether the numbers of an evidence carry a verdict, without the reports that they came from.
 *
 * @param holds what the numbers say of the verdict
 * @param why in a sentence; empty unless they contradict it
 */
public record Support(Holds holds, String why) {

  public enum Holds {
    /** The verdict follows from the numbers. */
    YES,
    /** The numbers do not tell: it was silence, an incident, or the time that was over. */
    UNKNOWN,
    /** The numbers forbid the verdict. */
    NO
  }

  private static final Support SUPPORTED = new Support(Holds.YES, "");
  private static final Support UNKNOWN = new Support(Holds.UNKNOWN, "");

  /** Judges the verdict by the thresholds of the specification and the numbers alone. */
  public static Support of(Kind kind, Evidence evidence, AnalysisSpec spec) {
    double threshold = -StrictMath.log(spec.alpha());
    if (evidence.logRollbackThreshold() != threshold) {
      return contradicted(
          "it was decided at an e-value of %s, but the rollout asks for %s",
          Wording.eValue(evidence.logRollbackThreshold()), Wording.eValue(threshold));
    }
    boolean worse = evidence.logRollback() >= threshold;
    return switch (kind) {
      case ROLLBACK -> worse || evidence.limitBroken() ? SUPPORTED : UNKNOWN;
      case PROMOTE -> promotion(evidence);
      case CONTINUE, HOLD, INCONCLUSIVE ->
          worse
              ? contradicted(
                  "the evidence reaches the threshold of a rollback (e-value %s)",
                  Wording.eValue(evidence.logRollback()))
              : UNKNOWN;
    };
  }

  private static Support promotion(Evidence evidence) {
    List<String> missing = Reasons.missing(evidence);
    return missing.isEmpty()
        ? SUPPORTED
        : contradicted("a promotion lacks %s", String.join("; ", missing));
  }

  private static Support contradicted(String format, Object... arguments) {
    return new Support(Holds.NO, format.formatted(arguments));
  }
}
