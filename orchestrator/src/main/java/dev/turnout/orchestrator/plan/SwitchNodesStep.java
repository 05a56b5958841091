package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.routing.Expect;
import dev.turnout.orchestrator.routing.Labels;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Switches nodes to the candidate batch by batch, each with all of its traffic. An analysis that
 * follows directly is repeated after each batch, as long as a node is left to compare with.
 *
 * @param maxUnavailable most nodes of a batch
 * @param selector labels of the nodes to switch; none for all nodes
 * @param order selectors of nodes that go before the others, the first ones first; a batch has
 *     nodes of one of them, or of the others, by name
 */
public record SwitchNodesStep(NodeLimit maxUnavailable, Labels selector, List<Labels> order)
    implements Step {
  private static final int MOST_SELECTORS = 100;

  public SwitchNodesStep {
    order = List.copyOf(order);
    Expect.notMore("selectors in an order of nodes", order, MOST_SELECTORS);
    if (order.stream().anyMatch(Labels::isEmpty)) {
      throw new IllegalArgumentException(
          "Expected selectors with a label in an order of nodes, but got an empty one (write {zone: a})");
    }
  }

  /** All nodes by name. */
  public static SwitchNodesStep of(NodeLimit maxUnavailable) {
    return new SwitchNodesStep(maxUnavailable, Labels.NONE, List.of());
  }

  /** Whether all nodes are switched when it is done. */
  public boolean isOfAllNodes() {
    return selector.isEmpty();
  }

  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.switchNodes(this);
  }

  @Override
  public String inWords() {
    String those = isOfAllNodes() ? "" : " of " + selector;
    String first =
        order.isEmpty()
            ? ""
            : order.stream()
                .map(Labels::toString)
                .collect(Collectors.joining(", then ", ", first ", ""));
    return "switchNodes%s, %s at a time%s".formatted(those, maxUnavailable.inWords(), first);
  }
}
