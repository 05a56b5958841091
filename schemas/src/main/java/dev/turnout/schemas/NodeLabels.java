package dev.turnout.schemas;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The rule for what a node says of itself: at most 32 labels, keys and values of 1 to 128 letters,
 * digits, dots, hyphens, slashes and underscores between letters or digits.
 */
public final class NodeLabels {

  private static final int MOST = 32;
  private static final Pattern PATTERN =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._/-]{0,126}[A-Za-z0-9])?");

  private NodeLabels() {}

  /**
   * Returns the labels.
   *
   * @throws IllegalArgumentException when they break the rule; the message says what to write
   */
  public static Map<String, String> require(Map<String, String> labels) {
    if (labels.size() > MOST) {
      throw new IllegalArgumentException(
          "Expected at most %d labels, but got %d".formatted(MOST, labels.size()));
    }
    labels.forEach(
        (key, value) -> {
          requireWord("the key of a label", key);
          requireWord("the label '%s'".formatted(key), value);
        });
    return labels;
  }

  private static void requireWord(String what, String word) {
    if (!PATTERN.matcher(word).matches()) {
      throw new IllegalArgumentException(
          "Expected %s of 1 to 128 letters, digits, '.', '-', '/' or '_' between letters or digits, but got '%s' (such as zone: eu-1a)"
              .formatted(what, word.length() > 100 ? word.substring(0, 100) + "…" : word));
    }
  }
}
