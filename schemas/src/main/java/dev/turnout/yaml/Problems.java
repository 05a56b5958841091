package dev.turnout.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the mistakes of one document, so that its author learns of all of them at once. */
public final class Problems {
  private static final int LIMIT = 100;

  private final String source;
  private final List<Problem> found = new ArrayList<>();

  public Problems(String source) {
    this.source = source;
  }

  /** Adds a mistake at a node; beyond a hundred, further ones are dropped. */
  public void add(YamlNode node, String message) {
    add(node.line(), node.column(), node.path(), message);
  }

  void add(int line, int column, String path, String message) {
    if (found.size() < LIMIT) {
      found.add(new Problem(source, line, column, path, message));
    }
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** The mistakes in the order of their places. */
  public List<Problem> all() {
    return found.stream()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }

  /**
   * Returns if there is no mistake.
   *
   * @throws InvalidDocument with all of them
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidDocument(all());
    }
  }
}
