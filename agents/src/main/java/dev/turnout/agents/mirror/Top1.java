package dev.turnout.agents.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** Which of several numbers is the largest: the label that a classifier would give. */
final class Top1 {
  private Top1() {}

  /**
   * The index in an array, the key in an object, of equal ones the first; where there are no
   * numbers, the value itself.
   */
  static Object of(JsonNode scores) {
    Object best = scores;
    double highest = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, JsonNode> score : entries(scores).entrySet()) {
      if (score.getValue().isNumber() && score.getValue().doubleValue() > highest) {
        highest = score.getValue().doubleValue();
        best = score.getKey();
      }
    }
    return best;
  }

  /** By name, so that the order of an object's keys says nothing. */
  private static Map<String, JsonNode> entries(JsonNode scores) {
    Map<String, JsonNode> entries = new TreeMap<>();
    if (scores.isArray()) {
      for (int i = 0; i < scores.size(); i++) {
        entries.put("%08d".formatted(i), scores.path(i));
      }
    }
    for (Iterator<Map.Entry<String, JsonNode>> fields = scores.fields(); fields.hasNext(); ) {
      Map.Entry<String, JsonNode> field = fields.next();
      entries.put(field.getKey(), field.getValue());
    }
    return entries;
  }
}
