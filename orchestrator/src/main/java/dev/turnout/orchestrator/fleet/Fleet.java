package dev.turnout.orchestrator.fleet;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The nodes of a model.
 *
 * @param nodes by name
 */
public record Fleet(SortedMap<NodeName, Node> nodes) {
  public static final Fleet EMPTY = new Fleet(new TreeMap<>());

  public Fleet {
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
  }

  public Optional<Node> node(NodeName name) {
    return Optional.ofNullable(nodes.get(name));
  }

  public Collection<Node> all() {
    return nodes.values();
  }

  /** Names of the nodes that are not lost. */
  public SortedSet<NodeName> live() {
    return all().stream()
        .filter(node -> !node.lost())
        .map(Node::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  public Fleet with(Node node) {
    SortedMap<NodeName, Node> changed = new TreeMap<>(nodes);
    changed.put(node.name(), node);
    return new Fleet(changed);
  }

  public Fleet without(NodeName name) {
    SortedMap<NodeName, Node> changed = new TreeMap<>(nodes);
    changed.remove(name);
    return new Fleet(changed);
  }

  /**
   * With one node changed.
   *
   * @throws IllegalStateException if the node never joined: the history is not a fleet's history
   */
  public Fleet change(NodeName name, UnaryOperator<Node> change) {
    Node known =
        node(name)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Expected node %s to have joined before, but it is unknown"
                            .formatted(name)));
    return with(change.apply(known));
  }

  /** Without the smoke test results of an attempt that is over. */
  public Fleet withoutResults() {
    SortedMap<NodeName, Node> changed = new TreeMap<>(nodes);
    changed.replaceAll((name, node) -> node.withoutResults());
    return new Fleet(changed);
  }
}
