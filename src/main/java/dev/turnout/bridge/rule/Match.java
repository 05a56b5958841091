package dev.turnout.bridge.rule;

import dev.turnout.yaml.Glob;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which values some attributes must have. A series without the attribute has a blank value.
 *
 * @param patterns by attribute; one of them must match
 */
public record Match(Map<String, List<Pattern>> patterns) {
  /** Matches everything. */
  public static final Match ALL = new Match(Map.of());

  public Match {
    patterns = Map.copyOf(patterns);
  }

  /** Reads a map of attributes to globs ({@code 5*}), or lists of them. */
  public static YamlField<Match> read(YamlNode node) {
    return node.entries(Match::globs).map(Match::new);
  }

  public boolean isAll() {
    return patterns.isEmpty();
  }

  /** Whether each attribute has one of the values. */
  public boolean matches(Map<String, String> attributes) {
    return patterns.entrySet().stream()
        .allMatch(
            wanted -> {
              String value = attributes.getOrDefault(wanted.getKey(), "");
              return wanted.getValue().stream().anyMatch(glob -> glob.matcher(value).matches());
            });
  }

  private static YamlField<List<Pattern>> globs(YamlNode node) {
    return node.isList()
        ? node.list(YamlNode::setting).map(Match::all)
        : node.setting().map(glob -> all(List.of(glob)));
  }

  private static List<Pattern> all(List<String> globs) {
    return globs.stream().map(Glob::of).toList();
  }
}
