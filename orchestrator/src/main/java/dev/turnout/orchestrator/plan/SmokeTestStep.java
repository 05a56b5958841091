package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.routing.HttpCheck;

/** Every node sends this request to the candidate before any user does. */
public record SmokeTestStep(HttpCheck check) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.smokeTest(this);
  }

  @Override
  public String inWords() {
    return "smokeTest %s %s".formatted(check.method(), check.path());
  }
}
