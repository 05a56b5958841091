package dev.turnout.cli.letters;

import dev.turnout.output.Documents;
import dev.turnout.output.Format;
import dev.turnout.schemas.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One dead letter as people read it. */
public final class LetterText {
  private static final int ROW = 16;
  private static final int ROWS = 16;
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  private LetterText() {}

  /** The letter over several lines; of its bytes the first 256. */
  public static String of(Letter letter, List<ReplayMark> replays, Decoded decoded) {
    DeadLetter content = letter.content();
    StringBuilder text = new StringBuilder();
    line(text, "letter", letter.place() + " of " + letter.at());
    line(
        text,
        "from",
        Plain.line(letter.origin(), 200)
            + ", written "
            + Instant.ofEpochMilli(content.timestampMs()));
    line(text, "key", Plain.key(content.key(), 200));
    line(text, "bytes", content.size() + (content.isCut() ? ", only the beginning was kept" : ""));
    line(text, "reason", Plain.line(content.reason(), 2000));
    content.replayedFrom().ifPresent(from -> line(text, "before", Plain.line(from, 200)));
    for (ReplayMark mark : replays) {
      line(
          text,
          "replayed",
          "%s to %s by %s"
              .formatted(mark.at(), Plain.line(mark.to(), 200), Plain.line(mark.by(), 100)));
    }
    letter
        .record()
        .headers()
        .forEach(
            header ->
                line(
                    text,
                    "header",
                    Plain.line(header.key(), 100) + " = " + Plain.key(header.value(), 200)));
    text.append('\n').append(hex(content.value()));
    decoded.refusal().ifPresent(refusal -> text.append('\n').append(Plain.line(refusal, 2000)));
    decoded
        .content()
        .ifPresent(
            value ->
                text.append('\n').append(Documents.write(Format.JSON, LetterTree.plain(value))));
    return text.toString().stripTrailing() + "\n";
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%-9s %s%n".formatted(name, value));
  }

  private static String hex(byte @Nullable [] value) {
    if (value == null) {
      return "no value\n";
    }
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
