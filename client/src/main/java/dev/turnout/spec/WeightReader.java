package dev.turnout.spec;

import dev.turnout.orchestrator.routing.Split;
import dev.turnout.orchestrator.routing.Weight;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the candidate's share of the traffic: a fraction, or a whole split whose fractions sum to
 * 1.0.
 */
final class WeightReader {
  private static final String STABLE = "stable";
  private static final String CANDIDATE = "candidate";
  private static final String CURE = "(write 0.1 for 10 %%, or {stable: 0.9, candidate: 0.1})";

  private WeightReader() {}

  static YamlField<Weight> read(YamlNode node) {
    if (node.isList()) {
      return node.invalid("Expected a weight in [0, 1], but got a list " + CURE);
    }
    return node.isMap() ? split(node) : fraction(node);
  }

  private static YamlField<Weight> split(YamlNode node) {
    YamlMap map = node.map();
    if (!map.has(STABLE) && !map.has(CANDIDATE)) {
      return node.invalid(
          "Expected the weights of 'stable' and 'candidate', but got neither " + CURE);
    }
    YamlField<Weight> stable = map.required(STABLE, WeightReader::fraction);
    YamlField<Weight> candidate = map.required(CANDIDATE, WeightReader::fraction);
    return map.build(
        () -> {
          Map<String, Weight> weights = new LinkedHashMap<>();
          weights.put(STABLE, stable.get());
          weights.put(CANDIDATE, candidate.get());
          return new Split(weights).weights().getOrDefault(CANDIDATE, Weight.ZERO);
        });
  }

  /** A fraction alone. */
  static YamlField<Weight> fraction(YamlNode node) {
    if (node.isMap() || node.isList()) {
      return node.invalid("Expected a weight in [0, 1], but got more than a number " + CURE);
    }
    YamlField<Object> value = node.plain();
    if (!value.isValid()) {
      return YamlField.invalid();
    }
    try {
      return YamlField.valid(Weight.parse(value.get().toString()));
    } catch (IllegalArgumentException e) {
      return node.invalid("%s", String.valueOf(e.getMessage()));
    }
  }
}
