package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** What a {@link JsonForm} expects where the parser stands. */
final class Tokens {

  private Tokens() {}

  /**
   * @throws IllegalArgumentException if it is something else, or the end
   */
  static void expect(JsonToken expected, JsonParser json) {
    if (!json.hasToken(expected)) {
      throw new IllegalArgumentException(
          "Expected %s, but got %s".formatted(expected, json.currentToken()));
    }
  }

  /**
   * The text where the parser stands.
   *
   * @throws IllegalArgumentException if it is none
   */
  static String text(JsonParser json) throws IOException {
    expect(JsonToken.VALUE_STRING, json);
    return json.getText();
  }

  /** Goes on to the next item of an array; false if there is none. */
  static boolean nextItem(JsonParser json) throws IOException {
    if (json.nextToken() == null) {
      throw new IllegalArgumentException("Expected the end of an array, but the data ends before");
    }
    return !json.hasToken(JsonToken.END_ARRAY);
  }

  static IllegalArgumentException missing(Class<?> type) {
    return new IllegalArgumentException(
        "Expected a " + type.getSimpleName() + ", but it is missing");
  }
}
