package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.routing.Weight;

/**
 * Gives the candidate this share of the traffic on every node; the stable version gets the rest.
 */
public record SetWeightStep(Weight weight) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.setWeight(this);
  }

  @Override
  public String inWords() {
    return "setWeight " + weight;
  }
}
