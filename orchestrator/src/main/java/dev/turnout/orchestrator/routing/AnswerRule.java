package dev.turnout.orchestrator.routing;

import java.util.regex.Pattern;

/**
 * What must be alike in two answers to the same request: the values at a place of both, within a
 * tolerance, or only which of several numbers there is the largest.
 *
 * @param pointer RFC 6901 pointer into both JSON answers; empty for the whole answer
 * @param tolerance largest absolute difference between numbers, at any depth, 0 or more
 * @param top1 whether only the place of the largest number counts: the index in an array, the key
 *     in an object
 */
public record AnswerRule(String pointer, double tolerance, boolean top1) {
  /** Rules of one rollout. */
  public static final int MOST = 20;

  private static final Pattern POINTER = Pattern.compile("(/([^/~]|~[01])*)*");

  public AnswerRule {
    if (!POINTER.matcher(pointer).matches()) {
      throw new IllegalArgumentException(
          "Expected a JSON pointer that is empty or starts with a slash, but got '%s' (write /predictions/0)"
              .formatted(Expect.quoted(pointer)));
    }
    Expect.notLonger("a JSON pointer", pointer, 253);
    if (!(tolerance >= 0 && Double.isFinite(tolerance))) {
      throw new IllegalArgumentException(
          "Expected a tolerance of 0 or more, but got %s (write 0.001)".formatted(tolerance));
    }
    if (top1 && tolerance > 0) {
      throw new IllegalArgumentException(
          "Expected a tolerance or top1 at '%s', but got both (write two rules: top1 looks at the place of the largest number alone)"
              .formatted(pointer));
    }
  }

  /** For example {@code /scores top1} or {@code /predictions/0 within 0.001}. */
  public String inWords() {
    String place = pointer.isEmpty() ? "the whole answer" : pointer;
    if (top1) {
      return place + " top1";
    }
    return tolerance > 0 ? "%s within %s".formatted(place, tolerance) : place;
  }
}
