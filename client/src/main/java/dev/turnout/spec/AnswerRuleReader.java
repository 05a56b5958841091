package dev.turnout.spec;

import dev.turnout.orchestrator.plan.MirrorStep;
import dev.turnout.orchestrator.plan.Step;
import dev.turnout.orchestrator.routing.AnswerRule;
import dev.turnout.orchestrator.routing.Weight;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.util.List;

/** Reads what must be alike in two answers, and the step that copies requests to get them. */
final class AnswerRuleReader {
  private AnswerRuleReader() {}

  static YamlField<List<AnswerRule>> rules(YamlNode node) {
    return node.list(AnswerRuleReader::rule);
  }

  private static YamlField<AnswerRule> rule(YamlNode node) {
    YamlMap map = node.map();
    YamlField<String> pointer =
        map.required("pointer", YamlNode::anyString, "pointer: /predictions/0");
    YamlField<Double> tolerance = map.optional("tolerance", YamlNode::decimal, 0.0);
    YamlField<Boolean> top1 = map.optional("top1", YamlNode::bool, false);
    return map.build(() -> new AnswerRule(pointer.get(), tolerance.get(), top1.get()));
  }

  /** {@code mirror: 0.1}, or {@code mirror: {fraction: 0.1, compare: [...]}}. */
  static YamlField<Step> step(YamlNode node) {
    if (!node.isMap()) {
      return WeightReader.fraction(node).map(fraction -> new MirrorStep(fraction, List.of()));
    }
    YamlMap map = node.map();
    YamlField<Weight> fraction = map.required("fraction", WeightReader::fraction);
    YamlField<List<AnswerRule>> compare =
        map.optional("compare", AnswerRuleReader::rules, List.<AnswerRule>of());
    return map.build(() -> new MirrorStep(fraction.get(), compare.get()));
  }
}
