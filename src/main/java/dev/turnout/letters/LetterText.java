package dev.turnout.letters;

import dev.turnout.output.Documents;
import dev.turnout.output.Format;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** One dead letter as people read it. */
public final class LetterText {
  private static final int ROW = 16;
  private static final int ROWS = 16;
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  private LetterText() {}

  /**
   * The letter over several lines; of its bytes the first 256.
   *
   * @param letter the whole of it, as {@link LetterTree} has it
   */
  public static String of(Map<String, Object> letter) {
    StringBuilder text = new StringBuilder();
    line(text, "letter", value(letter, "letter") + " of " + value(letter, "at"));
    line(
        text,
        "from",
        Plain.line(LetterTree.origin(letter), 200) + ", written " + value(letter, "recordAt"));
    line(text, "key", Plain.line(value(letter, "key"), 200));
    boolean cut = Boolean.TRUE.equals(letter.get("cut"));
    line(text, "bytes", value(letter, "bytes") + (cut ? ", only the beginning was kept" : ""));
    line(text, "reason", Plain.line(value(letter, "reason"), 2000));
    if (letter.containsKey("replayedFrom")) {
      line(text, "before", Plain.line(value(letter, "replayedFrom"), 200));
    }
    for (Map<?, ?> mark : LetterTree.replays(letter)) {
      line(
          text,
          "replayed",
          "%s to %s by %s"
              .formatted(
                  value(mark, "at"),
                  Plain.line(value(mark, "to"), 200),
                  Plain.line(value(mark, "by"), 100)));
    }
    if (letter.get("headers") instanceof Map<?, ?> headers) {
      headers.forEach(
          (key, value) ->
              line(
                  text,
                  "header",
                  Plain.line(String.valueOf(key), 100)
                      + " = "
                      + Plain.line(String.valueOf(value), 200)));
    }
    text.append('\n').append(hex(letter));
    if (letter.containsKey("undecodable")) {
      text.append('\n').append(Plain.line(value(letter, "undecodable"), 2000));
    }
    if (letter.containsKey("value")) {
      text.append('\n').append(Documents.write(Format.JSON, letter.get("value")));
    }
    return text.toString().stripTrailing() + "\n";
  }

  private static String value(Map<?, ?> tree, String name) {
    return LetterTree.text(tree, name);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%-9s %s%n".formatted(name, value));
  }

  private static String hex(Map<String, Object> letter) {
    if (!letter.containsKey("base64")) {
      return "no value\n";
    }
    byte[] value = Base64.getDecoder().decode(value(letter, "base64"));
    StringBuilder dump = new StringBuilder();
    for (int from = 0; from < Math.min(value.length, ROW * ROWS); from += ROW) {
      int to = Math.min(value.length, from + ROW);
      String row = new String(value, from, to - from, StandardCharsets.ISO_8859_1);
      dump.append(
          "%06x  %-47s  %s%n"
              .formatted(
                  from, HEX.formatHex(value, from, to), row.replaceAll("[^\\x20-\\x7e]", ".")));
    }
    if (value.length > ROW * ROWS) {
      dump.append("… %d more%n".formatted(value.length - ROW * ROWS));
    }
    return dump.toString();
  }
}
