package dev.turnout.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Patterns as people write them: {@code *} stands for anything. */
public final class Glob {
  private Glob() {}

  /** Matches whole texts. */
  public static Pattern of(String glob) {
    List<String> parts = new ArrayList<>();
    for (String part : glob.split("\\*", -1)) {
      parts.add(Pattern.quote(part));
    }
    return Pattern.compile(String.join(".*", parts), Pattern.DOTALL);
  }
}
