package dev.turnout.orchestrator.routing;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a node says of itself, such as its zone; or, as a selector, what a node must say.
 *
 * @param values at most 32, by key
 */
public record Labels(SortedMap<String, String> values) {
  public static final Labels NONE = new Labels(new TreeMap<>());

  private static final int MOST = 32;
  private static final Pattern RULE =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._/-]{0,126}[A-Za-z0-9])?");
  private static final String IN_WORDS =
      "1 to 128 letters, digits, dots, hyphens, slashes and underscores, with a letter or digit at"
          + " both ends";

  public Labels {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    Expect.notMore("labels of a node", values.keySet(), MOST);
    values.forEach(
        (key, value) -> {
          Expect.matching("the key of a node's label", key, RULE, IN_WORDS);
          Expect.matching("a node's label '%s'".formatted(key), value, RULE, IN_WORDS);
        });
  }

  public static Labels of(Map<String, String> values) {
    return new Labels(new TreeMap<>(values));
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Whether a node with the other labels has all of these; none select every node. */
  public boolean select(Map<String, String> others) {
    return others.entrySet().containsAll(values.entrySet());
  }

  /** For example {@code tier=canary,zone=a}. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }
}
