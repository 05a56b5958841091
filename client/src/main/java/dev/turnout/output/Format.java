package dev.turnout.output;

import java.util.Locale;

/** How a result is printed. */
public enum Format {
  /** For people. */
  TABLE,
  /** One JSON document. */
  JSON,
  /** One YAML document. */
  YAML;

  /** Reads {@code json}, {@code yaml} or {@code table}. */
  public static Format of(String text) {
    for (Format format : values()) {
      if (format.toString().equals(text)) {
        return format;
      }
    }
    throw new IllegalArgumentException("Expected table, json or yaml, but got '" + text + "'");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
