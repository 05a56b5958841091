package dev.turnout.client;

import java.util.Optional;

/**
 * How a rollout is started.
 *
 * @param supersede whether the model's running rollout is given up for this one; else a start is
 *     refused while another rollout runs
 * @param commandId id of the command; one that was carried out before is not carried out again but
 *     gets its first answer, so that a pipeline may repeat itself. Empty for a new one
 * @param reason why, in the pipeline's words; the journal keeps it
 */
public record StartOptions(boolean supersede, Optional<String> commandId, Optional<String> reason) {
  /** Refused while another rollout runs, with a new id, without a reason. */
  public static final StartOptions DEFAULT =
      new StartOptions(false, Optional.empty(), Optional.empty());

  /** The same, and the model's running rollout ends {@code Superseded}. */
  public StartOptions superseding() {
    return new StartOptions(true, commandId, reason);
  }

  /** The same under this id, for example {@code fraud-ci-1234}. */
  public StartOptions withCommandId(String id) {
    return new StartOptions(supersede, Optional.of(id), reason);
  }

  /** The same for this reason. */
  public StartOptions because(String why) {
    return new StartOptions(supersede, commandId, Optional.of(why));
  }
}
