package dev.turnout.orchestrator.plan;

/** Stops the version that no longer gets traffic. */
public record RetireStep() implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.retire(this);
  }

  @Override
  public String inWords() {
    return "retire";
  }
}
