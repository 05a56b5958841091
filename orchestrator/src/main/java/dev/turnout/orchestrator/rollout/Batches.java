package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.Node;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.plan.Step;
import dev.turnout.orchestrator.plan.SwitchNodesStep;
import dev.turnout.orchestrator.routing.Labels;
import java.util.List;
import java.util.Optional;

/**
 * Which nodes a step switches, and which of them next: a function of the fleet, so that a replay
 * chooses the same ones.
 *
 * @param nodes the nodes that are waited for, by name
 */
record Batches(SwitchNodesStep step, Rollout rollout, List<Node> nodes) {

  /** Those of the present step, or of the step before it whose batches it follows. */
  static Optional<Batches> of(Model model, Rollout rollout) {
    Step present = rollout.plan().step(rollout.step());
    Optional<SwitchNodesStep> step =
        present instanceof SwitchNodesStep batches
            ? Optional.of(batches)
            : rollout.plan().repeatedAfter(rollout.step());
    List<Node> nodes =
        rollout.expected().stream().flatMap(name -> model.fleet().node(name).stream()).toList();
    return step.map(batches -> new Batches(batches, rollout, nodes));
  }

  /** The next batch, by name: nodes of the first selector of the order that has any left. */
  List<NodeName> next() {
    List<Node> remaining = remaining();
    List<Node> first =
        step.order().stream()
            .map(
                selector -> remaining.stream().filter(node -> node.isSelectedBy(selector)).toList())
            .filter(group -> !group.isEmpty())
            .findFirst()
            .orElse(remaining);
    return first.stream()
        .limit(step.maxUnavailable().of(selected().size()))
        .map(Node::name)
        .toList();
  }

  /** The event that switches the next batch. */
  RolloutEvent switchNext() {
    List<NodeName> batch = next();
    int switched = (int) nodes.stream().filter(this::isSwitched).count() + batch.size();
    return new NodesSwitched(rollout.id(), batch, switched, nodes.size());
  }

  /** Whether the step is for every node, also for those that join while it lasts. */
  boolean isOfAll() {
    return step.isOfAllNodes();
  }

  /** Whether there is nothing left to switch. */
  boolean isDone() {
    return isOfAll() ? rollout.hasAllNodes() : remaining().isEmpty();
  }

  /** Whether there is no node for this step. */
  boolean isWithoutNodes() {
    return selected().isEmpty();
  }

  /** For example {@code 3 of 8 nodes of zone=a}. */
  String inWords() {
    List<Node> selected = selected();
    return "%s of %s nodes%s"
        .formatted(
            selected.size() - remaining().size(),
            selected.size(),
            step.isOfAllNodes() ? "" : " of " + step.selector());
  }

  private List<Node> remaining() {
    return selected().stream().filter(node -> !isSwitched(node)).toList();
  }

  private List<Node> selected() {
    Labels selector = step.selector();
    return nodes.stream().filter(node -> node.isSelectedBy(selector)).toList();
  }

  private boolean isSwitched(Node node) {
    return rollout.isSwitched(node.name());
  }
}
