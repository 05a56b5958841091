package dev.turnout.bench.outcome;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was wanted, and what was measured.
 *
 * @param what is measured, such as {@code verify / bare consumer}
 * @param measured in the same unit as the limit
 * @param limit that the median is held to
 * @param isAtMost whether less is better
 * @param unit of both, such as {@code ms}; empty for a ratio
 */
public record Goal(String what, Spread measured, double limit, boolean isAtMost, String unit) {

  /** A goal that less is better for. */
  public static Goal atMost(String what, Spread measured, double limit, String unit) {
    return new Goal(what, measured, limit, true, unit);
  }

  /** A goal that more is better for. */
  public static Goal atLeast(String what, Spread measured, double limit, String unit) {
    return new Goal(what, measured, limit, false, unit);
  }

  /** Whether the median keeps to the limit. */
  public boolean isMet() {
    return isAtMost ? measured.median() <= limit : measured.median() >= limit;
  }

  String bound() {
    return (isAtMost ? "<= " : ">= ") + quantity(limit);
  }

  String found() {
    return quantity(measured.median());
  }

  String verdict() {
    return isMet() ? "met" : "missed";
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("goal", what);
    tree.put(isAtMost ? "atMost" : "atLeast", limit);
    tree.put("unit", unit);
    tree.putAll(measured.tree());
    tree.put("met", isMet());
    return tree;
  }

  private String quantity(double value) {
    return (Numbers.text(value) + " " + unit).strip();
  }
}
