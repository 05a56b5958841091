package dev.turnout.agents.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * A value that must be at a place of a JSON answer.
 *
 * @param pointer where, as JSON pointer (RFC 6901), such as {@code /predictions/0}
 * @param expected the value as JSON text, such as {@code 0.93}, {@code "setosa"} or {@code [0, 1]}
 * @param tolerance how far a number may be off, from 0; within arrays too
 */
public record JsonCheck(String pointer, String expected, double tolerance) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public JsonCheck {
    JsonPointer.compile(pointer);
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("Expected a tolerance from 0, but got " + tolerance);
    }
    parse(expected);
  }

  /** What is wrong with a body; empty if nothing is. */
  Optional<String> complain(ProbeAnswer answer) {
    JsonNode at;
    try {
      at = JSON.readTree(answer.body()).at(pointer);
    } catch (JsonProcessingException e) {
      return Optional.of("but the answer is not JSON: " + answer.excerpt());
    }
    if (at.isMissingNode()) {
      return Optional.of("but there is nothing at that place: " + answer.excerpt());
    }
    return matches(parse(expected), at) ? Optional.empty() : Optional.of("but got " + at);
  }

  /** What is expected, as part of a sentence. */
  String describe() {
    String within = tolerance > 0 ? " within " + tolerance : "";
    return "%s%s at %s".formatted(expected, within, pointer);
  }

  private boolean matches(JsonNode wanted, JsonNode got) {
    if (wanted.isNumber() && got.isNumber()) {
      return Math.abs(wanted.doubleValue() - got.doubleValue()) <= tolerance;
    }
    if (!wanted.isArray() || !got.isArray()) {
      return wanted.equals(got);
    }
    if (wanted.size() != got.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!matches(wanted.get(i), got.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Expected a value as JSON text such as 0.93 or \"setosa\", but got '%s'".formatted(json),
          e);
    }
  }
}
