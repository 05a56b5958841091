package dev.turnout.spec;

import dev.turnout.orchestrator.plan.Strategy;
import dev.turnout.orchestrator.routing.Stickiness;
import java.util.Optional;

/** A strategy with the word for it in the file, and the stickiness if it stands there. */
record NamedStrategy(String name, Strategy strategy, Optional<Stickiness> stickiness) {
  NamedStrategy {
    // What makes no plan is refused here, so that the mistake is told at the strategy.
    strategy.expand(Optional.empty());
  }
}
