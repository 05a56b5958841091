package dev.turnout.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A map of keys that the reader knows. Read every key first, then build; a key that nobody read is
 * a mistake, and a value of null counts as a missing key.
 *
 * <pre>{@code
 * YamlMap map = node.map();
 * YamlField<String> name = map.required("name", YamlNode::string);
 * YamlField<Duration> bake = map.optional("bake", YamlNode::duration, Duration.ofHours(24));
 * return map.build(() -> new Plan(name.get(), bake.get()));
 * }</pre>
 */
public final class YamlMap {
  private final Problems problems;
  private final YamlNode node;
  private final Map<String, YamlNode.Entry> entries;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<YamlField<?>> fields = new ArrayList<>();

  YamlMap(Problems problems, YamlNode node) {
    this.problems = problems;
    this.node = node;
    this.entries = node.rawEntries();
  }

  /** The value of a key that must be there. */
  public <T> YamlField<T> required(String key, YamlReader<T> reader) {
    return required(key, reader, "");
  }

  /**
   * The value of a key that must be there.
   *
   * @param cure what to write if it is missing, such as {@code quantile: 0.99}; blank if that is
   *     obvious
   */
  public <T> YamlField<T> required(String key, YamlReader<T> reader, String cure) {
    Optional<YamlNode> value = value(key);
    if (value.isEmpty() && node.isMap()) {
      String write = cure.isBlank() ? "" : " (write %s)".formatted(cure);
      return keep(node.invalid("Expected key '%s', but it is missing%s", key, write));
    }
    return keep(value.map(reader::read).orElseGet(YamlField::invalid));
  }

  /** A key that must not be there; its value is reported as a mistake with this message. */
  public void forbidden(String key, String message) {
    optional(key, value -> value.invalid("%s", message));
  }

  /** The value of a key that may be missing. */
  public <T> YamlField<T> optional(String key, YamlReader<T> reader, T otherwise) {
    return keep(value(key).map(reader::read).orElseGet(() -> YamlField.valid(otherwise)));
  }

  /** The value of a key that may be missing and has no default. */
  public <T> YamlField<Optional<T>> optional(String key, YamlReader<T> reader) {
    return keep(
        value(key)
            .map(value -> reader.read(value).map(Optional::of))
            .orElseGet(() -> YamlField.valid(Optional.empty())));
  }

  /** The value of the one key that must be there out of several alternatives. */
  public <T> YamlField<T> oneOf(Map<String, YamlReader<? extends T>> alternatives) {
    List<String> given = alternatives.keySet().stream().filter(this::has).toList();
    if (given.size() == 1) {
      return keep(readAs(given.get(0), alternatives));
    }
    known.addAll(alternatives.keySet());
    if (!node.isMap()) {
      return keep(YamlField.invalid());
    }
    return keep(
        node.invalid(
            "Expected exactly one of the keys %s, but got %s",
            alternatives.keySet(), given.isEmpty() ? "none" : given));
  }

  /** Whether the key is there with a value. */
  public boolean has(String key) {
    YamlNode.Entry entry = entries.get(key);
    return entry != null && !entry.value().isNull();
  }

  /**
   * The value made of the fields: runs {@code constructor} if all of them are valid and no key is
   * unknown. Its {@code IllegalArgumentException} is reported as a mistake of this map.
   */
  public <T> YamlField<T> build(Supplier<T> constructor) {
    boolean unknown = reportUnknownKeys();
    if (!node.isMap() || unknown || !fields.stream().allMatch(YamlField::isValid)) {
      return YamlField.invalid();
    }
    try {
      return YamlField.valid(constructor.get());
    } catch (IllegalArgumentException e) {
      return node.invalid("%s", String.valueOf(e.getMessage()));
    }
  }

  <T> YamlField<Map<String, T>> entries(YamlReader<T> reader) {
    Map<String, T> read = new LinkedHashMap<>();
    for (String key : entries.keySet()) {
      YamlField<T> value = required(key, reader);
      if (value.isValid()) {
        read.put(key, value.get());
      }
    }
    return build(() -> read);
  }

  private <T> YamlField<T> readAs(String key, Map<String, YamlReader<? extends T>> alternatives) {
    known.addAll(alternatives.keySet());
    YamlNode value = value(key).orElseThrow();
    for (Map.Entry<String, YamlReader<? extends T>> alternative : alternatives.entrySet()) {
      if (alternative.getKey().equals(key)) {
        return alternative.getValue().read(value).map(read -> read);
      }
    }
    throw new IllegalStateException("Expected an alternative for " + key);
  }

  private Optional<YamlNode> value(String key) {
    known.add(key);
    return has(key)
        ? Optional.ofNullable(entries.get(key)).map(YamlNode.Entry::value)
        : Optional.empty();
  }

  private <T> YamlField<T> keep(YamlField<T> field) {
    fields.add(field);
    return field;
  }

  private boolean reportUnknownKeys() {
    boolean unknown = false;
    for (Map.Entry<String, YamlNode.Entry> entry : entries.entrySet()) {
      String key = entry.getKey();
      if (!known.contains(key)) {
        unknown = true;
        String hint = Spelling.hint(key, known);
        problems.add(
            entry.getValue().key(),
            "Expected one of the keys %s, but got '%s'%s".formatted(known, key, hint));
      }
    }
    return unknown;
  }
}
