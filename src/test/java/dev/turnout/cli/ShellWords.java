package dev.turnout.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The arguments of a line as a shell would give them to {@code turnout}. */
final class ShellWords {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  private ShellWords() {}

  static List<String> of(String line) {
    String command =
        line.replaceFirst("^source <\\((.*)\\)$", "$1").replaceFirst("^\\.?/?turnout ", "");
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(command);
    while (matcher.find()) {
      String bare = matcher.group(3);
      if (bare != null && (bare.equals("|") || bare.equals("<") || bare.equals(">"))) {
        return words;
      }
      words.add(
          bare != null ? bare : matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
    return words;
  }
}
