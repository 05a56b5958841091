package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Instant;
import java.util.List;

/**
 * A batch of nodes gets the candidate for all of its traffic.
 *
 * @param nodes the batch, by name
 * @param switched how many of the model's nodes have the candidate now, a count
 * @param all how many nodes the model has, a count from 1
 */
public record NodesSwitched(RolloutId rolloutId, List<NodeName> nodes, int switched, int all)
    implements RolloutEvent {
  public NodesSwitched {
    nodes = List.copyOf(nodes);
    if (switched < 0 || switched > all || all < 1) {
      throw new IllegalArgumentException(
          "Expected some of all nodes, but got %d of %d".formatted(switched, all));
    }
  }

  @Override
  public Model applyTo(Model model, Instant at) {
    return model.change(rolloutId, rollout -> rollout.withSwitched(nodes, weight()).progressed(at));
  }

  /** Share of the model's nodes that have the candidate now. */
  public Weight weight() {
    return new Weight((double) (Weight.MILLIONTHS * (long) switched / all) / Weight.MILLIONTHS);
  }
}
