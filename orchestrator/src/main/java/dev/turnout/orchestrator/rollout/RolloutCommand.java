package dev.turnout.orchestrator.rollout;

/** What a person or pipeline wants. A command decides and changes nothing itself. */
public sealed interface RolloutCommand
    permits StartRollout,
        PromoteRollout,
        PauseRollout,
        ResumeRollout,
        AbortRollout,
        RetryRollout,
        RollbackRollout,
        Tick,
        BlockModel,
        UnblockModel,
        ApproveRollout,
        RejectRollout,
        ApplyPolicy,
        RequestPlace,
        LeavePlace,
        AdmitRollout {

  CommandHeader header();

  /**
   * What follows from this command.
   *
   * @param model the model it is for
   * @param now the time that the inputs have, and the policy that holds
   */
  Decision decide(Model model, Circumstances now);

  /** The command's word, for example {@code StartRollout}. */
  default String word() {
    return getClass().getSimpleName();
  }
}
