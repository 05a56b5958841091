package dev.turnout.agents.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;

/** Are two JSON values the same, but for small differences between numbers? */
final class JsonAlike {
  private JsonAlike() {}

  /**
   * @param tolerance largest absolute difference between numbers, at any depth, 0 or more; with 0
   *     still 1 is 1.0
   */
  static boolean within(double tolerance, JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return Math.abs(one.doubleValue() - other.doubleValue()) <= tolerance
          || one.doubleValue() == other.doubleValue();
    }
    if (one.isContainerNode() && one.getNodeType() == other.getNodeType()) {
      return one.size() == other.size()
          && (one.isArray()
              ? elementsWithin(tolerance, one, other)
              : fieldsWithin(tolerance, one, other));
    }
    return one.equals(other);
  }

  private static boolean elementsWithin(double tolerance, JsonNode one, JsonNode other) {
    for (int i = 0; i < one.size(); i++) {
      if (!within(tolerance, one.path(i), other.path(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean fieldsWithin(double tolerance, JsonNode one, JsonNode other) {
    for (Iterator<Map.Entry<String, JsonNode>> fields = one.fields(); fields.hasNext(); ) {
      Map.Entry<String, JsonNode> field = fields.next();
      if (!within(tolerance, field.getValue(), other.path(field.getKey()))) {
        return false;
      }
    }
    return true;
  }
}
