package dev.turnout.orchestrator.codec;

/** The versions of the rules by which entries of the journal follow from inputs. */
public final class DecisionRules {

  /**
   * The version that this program decides by. Grows with every change that makes the same inputs
   * give other entries.
   */
  public static final int CURRENT = 1;

  /** The oldest version that this program can still decide by. */
  public static final int OLDEST = 1;

  private DecisionRules() {}

  /** Whether this program can derive entries of the version again. */
  public static boolean isKnown(int version) {
    return version >= OLDEST && version <= CURRENT;
  }
}
