package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Alternatives;
import dev.turnout.orchestrator.statistics.BroadAlternatives;
import dev.turnout.orchestrator.statistics.ShapeAlternatives;

/**
 * What the judge bets on. A judge keeps the rules that it was started with: bets that change in the
 * middle of a rollout could not be replayed.
 */
public enum Rules {
  /** As in the published measurements of the method, to compare with them. */
  REFERENCE(new ShapeAlternatives()),

  /** Also quick for times that are added and for slow-downs of few requests. */
  BROAD(new BroadAlternatives());

  /** The rules of a new judge. */
  public static final Rules CURRENT = BROAD;

  private final Alternatives shape;

  Rules(Alternatives shape) {
    this.shape = shape;
  }

  /** In which ways a distribution may become worse. */
  Alternatives shape() {
    return shape;
  }
}
