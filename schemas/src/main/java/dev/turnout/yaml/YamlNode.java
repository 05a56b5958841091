package dev.turnout.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value with its place in the document. Each method reads it as one type; if it is another, the
 * mistake is reported and the field is invalid.
 */
public final class YamlNode {
  private static final Set<Tag> KNOWN =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.MAP, Tag.SEQ);

  private final Problems problems;
  private final Node node;
  private final String path;

  YamlNode(Problems problems, Node node, String path) {
    this.problems = problems;
    this.node = node;
    this.path = path;
  }

  /** From 1. */
  public int line() {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  /** From 1. */
  public int column() {
    return node.getStartMark().map(Mark::getColumn).orElse(0) + 1;
  }

  /** Such as {@code models[0].port}; empty for the whole document. */
  public String path() {
    return path;
  }

  /** Reports a mistake here. */
  public <T> YamlField<T> invalid(String format, Object... arguments) {
    problems.add(this, format.formatted(arguments));
    return YamlField.invalid();
  }

  /** A text that is not blank. */
  public YamlField<String> string() {
    if (!isScalar(Tag.STR)) {
      String cure = node instanceof ScalarNode s ? " (write \"%s\")".formatted(s.getValue()) : "";
      return invalid("Expected a text, but got %s%s", describe(), cure);
    }
    String text = scalar();
    return text.isBlank() ? invalid("Expected a text, but got a blank one") : YamlField.valid(text);
  }

  /** A text as it is, also an empty one. */
  public YamlField<String> anyString() {
    return isScalar(Tag.STR)
        ? YamlField.valid(scalar())
        : invalid("Expected a text, but got %s", describe());
  }

  /** A text that a parser accepts; the parser's {@code IllegalArgumentException} is the mistake. */
  public <T> YamlField<T> parsed(Function<String, T> parser) {
    YamlField<String> text = string();
    if (!text.isValid()) {
      return YamlField.invalid();
    }
    try {
      return YamlField.valid(parser.apply(text.get()));
    } catch (IllegalArgumentException e) {
      return invalid("%s", String.valueOf(e.getMessage()));
    }
  }

  /** A whole number in [least, greatest]. */
  public YamlField<Long> integer(long least, long greatest) {
    if (!isScalar(Tag.INT)) {
      return invalid(
          "Expected a whole number in [%d, %d], but got %s", least, greatest, describe());
    }
    try {
      long value = Long.decode(scalar().replace("0o", "0"));
      if (value >= least && value <= greatest) {
        return YamlField.valid(value);
      }
    } catch (NumberFormatException e) {
      // Too long for 64 bits, so beyond any range.
    }
    return invalid("Expected a whole number in [%d, %d], but got %s", least, greatest, scalar());
  }

  /** A TCP port in [1, 65535]. */
  public YamlField<Integer> port() {
    return integer(1, 65_535).map(Long::intValue);
  }

  /** A finite number. */
  public YamlField<Double> decimal() {
    if (isScalar(Tag.INT) || isScalar(Tag.FLOAT)) {
      try {
        double value = Double.parseDouble(scalar());
        if (Double.isFinite(value)) {
          return YamlField.valid(value);
        }
      } catch (NumberFormatException e) {
        // Such as .inf or 0x10.
      }
    }
    return invalid("Expected a number, but got %s", describe());
  }

  /** A fraction in [0, 1]. */
  public YamlField<Double> fraction() {
    boolean number = isScalar(Tag.INT) || isScalar(Tag.FLOAT);
    if (!number) {
      return invalid("Expected a fraction in [0, 1], but got %s (write 0.1 for 10 %%)", describe());
    }
    YamlField<Double> value = decimal();
    if (value.isValid() && !(value.get() >= 0 && value.get() <= 1)) {
      return invalid("Expected a fraction in [0, 1], but got %s (write 0.1 for 10 %%)", scalar());
    }
    return value;
  }

  /** {@code true} or {@code false}. */
  public YamlField<Boolean> bool() {
    return isScalar(Tag.BOOL)
        ? YamlField.valid(scalar().toLowerCase(Locale.ROOT).equals("true"))
        : invalid("Expected true or false, but got %s", describe());
  }

  /** A length of time with its unit: {@code 500ms}, {@code 30s}, {@code 1h30m}; from 0. */
  public YamlField<Duration> duration() {
    if (isScalar(Tag.INT) || isScalar(Tag.FLOAT)) {
      return invalid(
          "Expected a duration with its unit, but got %1$s (write %1$ss, %1$sm or %1$sh)",
          scalar());
    }
    return isScalar(Tag.STR)
        ? parsed(Durations::parse)
        : invalid("Expected a duration such as 10m, but got %s", describe());
  }

  /** A duration in [least, greatest]. */
  public YamlField<Duration> duration(Duration least, Duration greatest) {
    YamlField<Duration> value = duration();
    if (value.isValid()
        && (value.get().compareTo(least) < 0 || value.get().compareTo(greatest) > 0)) {
      return invalid(
          "Expected a duration from %s to %s, but got %s",
          Durations.format(least), Durations.format(greatest), scalar());
    }
    return value;
  }

  /** One of some words, each with its meaning. */
  public <T> YamlField<T> choice(Map<String, T> choices) {
    T value = isScalar(Tag.STR) ? choices.get(scalar()) : null;
    if (value != null) {
      return YamlField.valid(value);
    }
    String hint = node instanceof ScalarNode s ? Spelling.hint(s.getValue(), choices.keySet()) : "";
    return invalid("Expected one of %s, but got %s%s", choices.keySet(), describe(), hint);
  }

  /** A list, each item read by {@code reader}; all items are read even if one is invalid. */
  public <T> YamlField<List<T>> list(YamlReader<T> reader) {
    if (!(node instanceof SequenceNode sequence)) {
      return invalid("Expected a list, but got %s", describe());
    }
    List<YamlField<T>> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      String place = "%s[%d]".formatted(path, items.size());
      items.add(reader.read(new YamlNode(problems, item, place)));
    }
    return items.stream().allMatch(YamlField::isValid)
        ? YamlField.valid(items.stream().map(YamlField::get).toList())
        : YamlField.invalid();
  }

  /** A map whose keys the reader names; see {@link YamlMap#build}. */
  public YamlMap map() {
    if (!isMap()) {
      invalid("Expected a map of keys and values, but got %s", describe());
    }
    return new YamlMap(problems, this);
  }

  /** A map whose keys are free, each value read by {@code reader}, in the document's order. */
  public <T> YamlField<Map<String, T>> entries(YamlReader<T> reader) {
    return map().entries(reader);
  }

  /**
   * A map of free keys to texts; numbers and true or false are taken as they are written, what
   * stands in {@linkplain Secrets files and variables} is filled in. Values are never quoted in a
   * mistake, because they may be secrets.
   */
  public YamlField<Map<String, String>> settings() {
    return entries(YamlNode::setting);
  }

  /**
   * A text, number, true or false as it is written, with what stands in {@linkplain Secrets files
   * and variables}. It is never quoted in a mistake, because it may be a secret.
   */
  public YamlField<String> setting() {
    YamlField<String> word = word();
    return word.isValid() ? filled(word.get()) : word;
  }

  /**
   * A text, number, true or false as it is written. What looks like a secret elsewhere is not
   * looked up: whoever wrote the document need not be allowed to read what the process reads.
   */
  public YamlField<String> word() {
    return node instanceof ScalarNode scalar && !isNull()
        ? YamlField.valid(scalar.getValue())
        : invalid("Expected a text, a number, true or false");
  }

  /** A map of {@linkplain #word words}. */
  public YamlField<Map<String, String>> words() {
    return entries(YamlNode::word);
  }

  private YamlField<String> filled(String text) {
    try {
      return YamlField.valid(Secrets.ofProcess().fill(text));
    } catch (IllegalArgumentException e) {
      return invalid("%s", String.valueOf(e.getMessage()));
    }
  }

  /**
   * The value as JSON knows it: {@code String, Long, Double, Boolean}, {@code List} and {@code Map}
   * of those. Null is a mistake.
   */
  public YamlField<Object> plain() {
    if (node instanceof SequenceNode) {
      return list(YamlNode::plain).map(list -> list);
    }
    if (isMap()) {
      return entries(YamlNode::plain).map(map -> map);
    }
    if (isScalar(Tag.INT)) {
      return integer(Long.MIN_VALUE, Long.MAX_VALUE).map(number -> number);
    }
    if (isScalar(Tag.FLOAT)) {
      return decimal().map(number -> number);
    }
    return isScalar(Tag.BOOL) ? bool().map(flag -> flag) : anyString().map(text -> text);
  }

  /** Whether this is a map; for values that may be written in a short and in a long form. */
  public boolean isMap() {
    return node instanceof MappingNode;
  }

  public boolean isList() {
    return node instanceof SequenceNode;
  }

  boolean isNull() {
    return isScalar(Tag.NULL);
  }

  /** The entries with their keys' nodes; mistakes in keys are reported. */
  Map<String, Entry> rawEntries() {
    Map<String, Entry> entries = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      return entries;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      YamlNode key = new YamlNode(problems, tuple.getKeyNode(), path);
      if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
        key.invalid("Expected a text as key, but got %s", key.describe());
        continue;
      }
      String name = scalar.getValue();
      String place = path.isEmpty() ? name : path + "." + name;
      YamlNode value = new YamlNode(problems, tuple.getValueNode(), place);
      if (entries.putIfAbsent(name, new Entry(key, value)) != null) {
        key.invalid("Expected key '%s' once, but it came again", name);
      }
    }
    return entries;
  }

  /** A key's node and its value's node. */
  record Entry(YamlNode key, YamlNode value) {}

  private boolean isScalar(Tag tag) {
    return node instanceof ScalarNode && node.getTag().equals(tag);
  }

  private String scalar() {
    return ((ScalarNode) node).getValue();
  }

  /** What came, in words; long texts are cut. */
  private String describe() {
    if (!KNOWN.contains(node.getTag())) {
      return "the tag " + node.getTag().getValue();
    }
    if (node instanceof ScalarNode scalar) {
      String value = scalar.getValue();
      String shown = value.length() > 60 ? value.substring(0, 60) + "…" : value;
      return isNull() ? "nothing" : isScalar(Tag.STR) ? "'" + shown + "'" : shown;
    }
    return node instanceof MappingNode ? "a map" : "a list";
  }
}
