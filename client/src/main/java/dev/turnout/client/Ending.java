package dev.turnout.client;

import dev.turnout.events.Outcome;
import dev.turnout.output.Exit;
import dev.turnout.view.Status;

/**
 * How an attempt ended.
 *
 * @param rolloutId the attempt: the rollout's name, with {@code #2}, {@code #3} and so on from the
 *     second one
 * @param reason why, in a sentence with the numbers
 */
public record Ending(String rolloutId, Outcome outcome, String reason) {
  /** Whether the candidate is the stable version now, or has passed as a shadow. */
  public boolean isGood() {
    return exit() == Exit.OK;
  }

  /** What a pipeline should end with: the exit codes of the command line. */
  public Exit exit() {
    return Status.exitOf(outcome);
  }

  /** Such as {@code fraud-v2 RolledBack: the reason}. */
  @Override
  public String toString() {
    return "%s %s: %s".formatted(rolloutId, Status.word(outcome), reason);
  }
}
