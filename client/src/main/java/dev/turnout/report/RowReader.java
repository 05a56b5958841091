package dev.turnout.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads rows line by line: CSV with a header line, or JSON lines if the first line begins with a
 * brace.
 */
public final class RowReader {
  /** The longest line that is read, in characters. */
  static final int LONGEST_LINE = 1024 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> defaults;
  private Optional<List<String>> header = Optional.empty();
  private boolean json;
  private boolean begun;

  /** Defaults fill columns that a row lacks. */
  public RowReader(Map<String, String> defaults) {
    this.defaults = Map.copyOf(defaults);
  }

  /**
   * The row of a line; empty for blank lines and the header.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public Optional<Row> read(String line) {
    if (line.isBlank()) {
      return Optional.empty();
    }
    if (line.length() > LONGEST_LINE) {
      throw new IllegalArgumentException("Expected a line of at most 1 MiB, but got a longer one");
    }
    if (!begun) {
      begun = true;
      json = line.stripLeading().startsWith("{");
      if (!json) {
        header = Optional.of(columns(line));
        return Optional.empty();
      }
    }
    return Optional.of(Row.of(json ? object(line) : cells(line), defaults));
  }

  private static List<String> columns(String line) {
    List<String> columns =
        split(line.startsWith("\ufeff") ? line.substring(1) : line).stream()
            .map(String::strip)
            .toList();
    for (String column : columns) {
      if (!Row.COLUMNS.contains(column)) {
        throw new IllegalArgumentException(
            "Expected a header line with some of the columns %s, but got '%s'"
                .formatted(Row.COLUMNS.stream().sorted().toList(), column));
      }
    }
    return columns;
  }

  private Map<String, String> cells(String line) {
    List<String> columns = header.orElse(List.of());
    List<String> cells = split(line);
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "Expected %d columns as in the header, but got %d"
              .formatted(columns.size(), cells.size()));
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      values.put(columns.get(i), cells.get(i));
    }
    return values;
  }

  private static Map<String, String> object(String line) {
    try {
      JsonNode tree = JSON.readTree(line);
      if (!tree.isObject()) {
        throw new IllegalArgumentException("Expected a JSON object on each line");
      }
      Map<String, String> values = new LinkedHashMap<>();
      tree.properties()
          .forEach(
              field -> {
                if (!Row.COLUMNS.contains(field.getKey())) {
                  throw new IllegalArgumentException(
                      "Expected the keys %s, but got '%s'"
                          .formatted(Row.COLUMNS.stream().sorted().toList(), field.getKey()));
                }
                values.put(field.getKey(), text(field.getKey(), field.getValue()));
              });
      return values;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Expected a JSON object, but " + e.getOriginalMessage(), e);
    }
  }

  /** A list becomes numbers with commas between them; null counts as missing. */
  private static String text(String key, JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    if (value.isArray() && key.equals("value")) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(item.asText("")));
      return String.join(",", items);
    }
    if (!value.isValueNode()) {
      throw new IllegalArgumentException(
          "Expected %s to be a text, a number, true or false, but got %s".formatted(key, value));
    }
    return value.asText();
  }

  /** Splits at commas that are not inside quotes; a quote is doubled inside quotes (RFC 4180). */
  private static List<String> split(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("Expected a closing quote, but the line ends");
    }
    cells.add(cell.toString());
    return cells;
  }
}
