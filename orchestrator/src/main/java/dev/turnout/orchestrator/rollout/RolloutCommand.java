package dev.turnout.orchestrator.rollout;

import java.time.Instant;

/** What a person or pipeline wants. A command decides and changes nothing itself. */
public sealed interface RolloutCommand
    permits StartRollout,
        PromoteRollout,
        PauseRollout,
        ResumeRollout,
        AbortRollout,
        RetryRollout,
        RollbackRollout,
        Tick {

  CommandHeader header();

  /**
   * What follows from this command.
   *
   * @param model the model it is for
   * @param at the broker's time of the command
   */
  Decision decide(Model model, Instant at);

  /** The command's word, for example {@code StartRollout}. */
  default String word() {
    return getClass().getSimpleName();
  }
}
