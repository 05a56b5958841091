package dev.turnout.docs;

import dev.turnout.output.Documents;
import dev.turnout.output.Format;
import dev.turnout.yaml.InvalidDocument;
import dev.turnout.yaml.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys that a file may have, found by asking its reader: it refuses a key that it does not know
 * with those that it does, and a value of a wrong type with what it takes.
 */
final class FileKeys {
  private static final String UNKNOWN = "nobody-has-this-key";
  private static final String ITEM = "[]";
  private static final int FOLDED = 3;
  private static final Pattern KNOWN =
      Pattern.compile("Expected one of the keys \\[(.*)], but got '" + UNKNOWN + "'.*");
  private static final Pattern MISSING = Pattern.compile("Expected key '(.+)', but it is .*");
  private static final Pattern ONE_OF =
      Pattern.compile("Expected exactly one of the keys \\[(.*)], but got none");
  private static final Pattern TAKES = Pattern.compile("Expected (.*?)(?:,? but (?:got|it) .*)?");
  private static final Pattern WORDS = Pattern.compile("one of \\[(.*)]");

  /** Some keys are known only beside others, or until a word is understood. */
  private static final List<Map<String, Object>> COMPANIONS =
      List.of(
          Map.of(), Map.of("quantiles", List.of()), Map.of("quantile", "?"), Map.of("kind", "?"));

  private final BiFunction<String, String, ?> parser;
  private final List<Row> rows = new ArrayList<>();
  private final Map<List<String>, String> seen = new HashMap<>();

  /**
   * One key.
   *
   * @param path such as {@code spec.strategy.canary.stages[].weight}
   * @param takes in the words of the reader
   * @param must {@code yes}, {@code one of them} or empty
   */
  record Row(String path, String takes, String must) {
    String key() {
      return path.substring(path.lastIndexOf('.') + 1);
    }
  }

  private FileKeys(BiFunction<String, String, ?> parser) {
    this.parser = parser;
  }

  static List<Row> of(BiFunction<String, String, ?> parser) {
    FileKeys keys = new FileKeys(parser);
    keys.walk(List.of());
    return List.copyOf(keys.rows);
  }

  private void walk(List<String> place) {
    List<Problem> bare = problems(place, Map.of(UNKNOWN, 1));
    Set<String> required = found(bare, place, MISSING);
    Set<String> alternatives = found(bare, place, ONE_OF);
    for (String key : keys(place)) {
      List<String> child = plus(place, key);
      List<String> item = plus(child, ITEM);
      boolean map = !keys(child).isEmpty();
      boolean list = !map && !keys(item).isEmpty();
      String must =
          required.contains(key) ? "yes" : alternatives.contains(key) ? "one of them" : "";
      int row = rows.size();
      rows.add(new Row(path(child), list ? "a list of maps" : takes(child, map), must));
      if (map || list) {
        walk(map ? child : item);
        fold(row, path(child));
      }
    }
  }

  /** What a larger part was found to take under the same key before is not told again. */
  private void fold(int row, String path) {
    List<Row> part = rows.subList(row, rows.size());
    List<String> shape =
        part.stream().map(each -> each.path().substring(path.length()) + each.takes()).toList();
    String before = seen.putIfAbsent(shape, path);
    if (before != null
        && part.size() > FOLDED
        && new Row(before, "", "").key().equals(part.get(0).key())) {
      Row whole = part.get(0);
      part.clear();
      rows.add(new Row(whole.path(), "%s, as `%s`".formatted(whole.takes(), before), whole.must()));
    }
  }

  private Set<String> keys(List<String> place) {
    Set<String> all = new LinkedHashSet<>();
    for (Map<String, Object> companion : COMPANIONS) {
      Map<String, Object> probe = new LinkedHashMap<>(companion);
      probe.put(UNKNOWN, 1);
      Set<String> known = found(problems(place, probe), place, KNOWN);
      if (companion.isEmpty() || known.containsAll(companion.keySet())) {
        all.addAll(known);
      }
    }
    return all;
  }

  private String takes(List<String> place, boolean map) {
    Optional<String> notAList = taken(place, List.of());
    if (notAList.isEmpty()) {
      return taken(place, "?").orElse(map ? "a map" : "anything");
    }
    String plain = notAList.get();
    if (map) {
      return plain.contains("map") ? "a map" : plain + ", or a map";
    }
    return plain.equals("a text") ? taken(place, "?").orElse(plain) : plain;
  }

  private Optional<String> taken(List<String> place, Object wrong) {
    return at(problems(place, wrong), place)
        .map(TAKES::matcher)
        .filter(Matcher::matches)
        .map(matcher -> sorted(matcher.group(1)))
        .findFirst();
  }

  /** Words have no order of their own. */
  private static String sorted(String takes) {
    Matcher words = WORDS.matcher(takes);
    return words.matches()
        ? "one of "
            + Stream.of(words.group(1).split(", ")).sorted().collect(Collectors.joining(", "))
        : takes;
  }

  private static Set<String> found(List<Problem> problems, List<String> place, Pattern pattern) {
    Set<String> found = new LinkedHashSet<>();
    at(problems, place)
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .forEach(matcher -> found.addAll(List.of(matcher.group(1).split(", "))));
    found.remove("");
    return found;
  }

  private static Stream<String> at(List<Problem> problems, List<String> place) {
    String path = path(place).replace(ITEM, "[0]");
    return problems.stream().filter(p -> p.path().equals(path)).map(Problem::message);
  }

  private List<Problem> problems(List<String> place, Object value) {
    Object tree = value;
    for (int i = place.size() - 1; i >= 0; i--) {
      tree = place.get(i).equals(ITEM) ? List.of(tree) : Map.of(place.get(i), tree);
    }
    try {
      var unused = parser.apply(Documents.write(Format.JSON, tree), "probe");
      return List.of();
    } catch (InvalidDocument e) {
      return e.problems();
    }
  }

  private static List<String> plus(List<String> place, String next) {
    return Stream.concat(place.stream(), Stream.of(next)).toList();
  }

  private static String path(List<String> place) {
    return String.join(".", place).replace("." + ITEM, ITEM);
  }
}
