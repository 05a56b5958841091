package dev.turnout.orchestrator.rollout;

/** Carries the broker's time to a partition that has no other input; answered by no event. */
public record Tick(CommandHeader header) implements RolloutCommand {
  @Override
  public Decision decide(Model model, Circumstances now) {
    return new Decision.Unasked();
  }
}
