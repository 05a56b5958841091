package dev.turnout.spec;

import dev.turnout.orchestrator.plan.NodeLimit;
import dev.turnout.orchestrator.plan.Step;
import dev.turnout.orchestrator.plan.SwitchNodesStep;
import dev.turnout.orchestrator.routing.Labels;
import dev.turnout.orchestrator.routing.Weight;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.util.List;
import java.util.Map;

/** Reads what chooses nodes: how many at a time, which ones, which ones first. */
final class NodesReader {
  private static final String CURE =
      "(write 1 for node by node, or 0.25 for a quarter of the nodes at a time)";

  private NodesReader() {}

  static YamlField<Step> step(YamlNode node) {
    YamlMap map = node.map();
    Choice choice = Choice.in(map);
    return map.build(
        () ->
            new SwitchNodesStep(
                choice.maxUnavailable().get(), choice.selector().get(), choice.order().get()));
  }

  /** The three keys that a step and the short form share. */
  record Choice(
      YamlField<NodeLimit> maxUnavailable,
      YamlField<Labels> selector,
      YamlField<List<Labels>> order) {
    static Choice in(YamlMap map) {
      return new Choice(
          map.optional("maxUnavailable", NodesReader::limit, NodeLimit.ONE),
          map.optional("selector", NodesReader::labels, Labels.NONE),
          map.optional("order", node -> node.list(NodesReader::labels), List.of()));
    }
  }

  private static YamlField<NodeLimit> limit(YamlNode node) {
    if (node.isMap() || node.isList()) {
      return node.invalid(
          "Expected a number or a share of nodes, but got more than a number " + CURE);
    }
    YamlField<Object> value = node.plain();
    if (!value.isValid()) {
      return YamlField.invalid();
    }
    try {
      return YamlField.valid(limit(value.get()));
    } catch (IllegalArgumentException e) {
      return node.invalid("%s", String.valueOf(e.getMessage()));
    }
  }

  private static NodeLimit limit(Object value) {
    if (value instanceof Long count) {
      return new NodeLimit.Count(
          (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, count)));
    }
    if (value instanceof Double share && share > 0 && share < 1) {
      return new NodeLimit.Share(new Weight(share));
    }
    throw new IllegalArgumentException(
        "Expected a number of nodes from 1, or a share of them in (0, 1), but got '%s' %s"
            .formatted(value, CURE));
  }

  private static YamlField<Labels> labels(YamlNode node) {
    YamlField<Map<String, String>> labels = node.words();
    if (!labels.isValid()) {
      return YamlField.invalid();
    }
    if (labels.get().isEmpty()) {
      return node.invalid("Expected at least one label, but got none (write {zone: a})");
    }
    try {
      return YamlField.valid(Labels.of(labels.get()));
    } catch (IllegalArgumentException e) {
      return node.invalid("%s", String.valueOf(e.getMessage()));
    }
  }
}
