package dev.turnout.agents.routing;

/**
 * What must be alike in the answer that a user got and in the answer to a copy of the request.
 *
 * @param pointer RFC 6901 pointer into both JSON answers; empty for the whole answer
 * @param tolerance largest absolute difference between numbers, at any depth, 0 or more
 * @param top1 whether only the place of the largest number counts: the index in an array, the key
 *     in an object
 */
public record AnswerRule(String pointer, double tolerance, boolean top1) {
  public AnswerRule {
    if (!pointer.isEmpty() && !pointer.startsWith("/")) {
      throw new IllegalArgumentException(
          "Expected a JSON pointer that is empty or starts with a slash, but got '%s'"
              .formatted(pointer));
    }
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("Expected a tolerance from 0, but got " + tolerance);
    }
  }
}
