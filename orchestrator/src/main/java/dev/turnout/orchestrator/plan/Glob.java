package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.routing.Expect;

/**
 * A pattern for names, in which {@code *} stands for any characters, also none; everything else
 * stands for itself.
 */
public record Glob(String pattern) {
  private static final int LONGEST = 200;

  public Glob {
    Expect.present("a pattern", pattern);
    Expect.notLonger("a pattern", pattern, LONGEST);
  }

  /** Takes time that grows with the length of the text times the number of stars at most. */
  public boolean matches(String text) {
    String[] parts = pattern.split("\\*", -1);
    if (parts.length == 1) {
      return text.equals(pattern);
    }
    String last = parts[parts.length - 1];
    int position = parts[0].length();
    if (!text.startsWith(parts[0])) {
      return false;
    }
    for (int i = 1; i < parts.length - 1; i++) {
      int found = text.indexOf(parts[i], position);
      if (found < 0) {
        return false;
      }
      position = found + parts[i].length();
    }
    return text.length() - last.length() >= position && text.endsWith(last);
  }

  @Override
  public String toString() {
    return pattern;
  }
}
