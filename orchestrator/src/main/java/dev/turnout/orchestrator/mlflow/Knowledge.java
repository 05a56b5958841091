package dev.turnout.orchestrator.mlflow;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What MLflow knows of a model's present or last rollout.
 *
 * @param model of Turnout
 * @param registered name of the registered model; empty if the candidate is none of MLflow's
 * @param rolloutId the attempt
 * @param decision what it must know: {@code Switched}, {@code Promoted}, ...; empty if nothing is
 *     decided yet
 * @param since when that was decided
 * @param state how far it knows it
 * @param reason why it does not, in a sentence; empty if it does
 * @param aliases number of the version that each alias names now
 */
public record Knowledge(
    String model,
    Optional<String> registered,
    String rolloutId,
    String decision,
    Instant since,
    State state,
    String reason,
    Map<String, String> aliases) {
  public Knowledge {
    aliases = Map.copyOf(aliases);
  }

  /** How far MLflow knows a decision. */
  public enum State {
    /** Its tag is that of the decision. */
    KNOWN,
    /** It has not been told, or has not taken it. */
    LATE,
    /** There is nothing to tell yet. */
    UNDECIDED,
    /** The candidate is not one of its versions. */
    FOREIGN
  }
}
