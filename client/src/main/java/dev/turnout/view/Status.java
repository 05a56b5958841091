package dev.turnout.view;

import dev.turnout.events.Outcome;
import dev.turnout.events.RolloutState;
import dev.turnout.output.Exit;
import java.util.Locale;

/** How a rollout stands, in one word and one sign. */
public enum Status {
  NONE("·", "no rollout"),
  RUNNING("◌", ""),
  PAUSED("॥", "Paused"),
  TURNING_BACK("↩", "TurningBack"),
  PROMOTED("✔", ""),
  PASSED("✔", ""),
  FAILED("✖", ""),
  INCONCLUSIVE("?", "");

  private final String sign;
  private final String word;

  Status(String sign, String word) {
    this.sign = sign;
    this.word = word;
  }

  /** Reads it from a state. */
  public static Status of(RolloutState state) {
    Outcome outcome = state.getOutcome();
    if (outcome != null && "Ended".equals(state.getPhase())) {
      return of(outcome);
    }
    String phase = state.getPhase() == null ? "" : state.getPhase();
    return switch (phase) {
      case "" -> NONE;
      case "Paused", "Waiting", "Queued", "Approving" -> PAUSED;
      case "TurningBack" -> TURNING_BACK;
      default -> state.getGates().isEmpty() ? RUNNING : PAUSED;
    };
  }

  /** What an outcome amounts to. */
  public static Status of(Outcome outcome) {
    return switch (outcome) {
      case PROMOTED, FAST_PROMOTED -> PROMOTED;
      case PASSED -> PASSED;
      case ROLLED_BACK, ABORTED, SUPERSEDED -> FAILED;
      case INCONCLUSIVE -> INCONCLUSIVE;
    };
  }

  /** What a command that waited for this outcome exits with. */
  public static Exit exitOf(Outcome outcome) {
    return switch (outcome) {
      case PROMOTED, FAST_PROMOTED, PASSED -> Exit.OK;
      case ROLLED_BACK, ABORTED, SUPERSEDED -> Exit.REFUSED;
      case INCONCLUSIVE -> Exit.INCONCLUSIVE;
    };
  }

  /** One character. */
  public String sign() {
    return sign;
  }

  /** The word for a state of this status: its outcome if it has ended, or else its phase. */
  public static String word(RolloutState state) {
    Status status = of(state);
    if (status == NONE) {
      return NONE.word;
    }
    Outcome outcome = state.getOutcome();
    boolean ended = "Ended".equals(state.getPhase()) && outcome != null;
    return ended ? word(outcome) : String.valueOf(state.getPhase());
  }

  /** {@code RolledBack} for {@code ROLLED_BACK}. */
  public static String word(Enum<?> symbol) {
    StringBuilder word = new StringBuilder();
    for (String part : symbol.name().toLowerCase(Locale.ROOT).split("_", -1)) {
      word.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
    }
    return word.toString();
  }
}
