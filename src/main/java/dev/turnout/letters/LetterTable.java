package dev.turnout.letters;

import dev.turnout.output.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Dead letters as people read them, one on each line. */
final class LetterTable {
  private static final int LONGEST_KEY = 24;
  private static final int LONGEST_REASON = 90;

  private final Table table =
      new Table("LETTER", "TIME", "FROM", "KEY", "BYTES", "REPLAYED", "REASON");

  /** Adds a letter as {@link LetterTree} has it. */
  void add(Map<String, Object> letter) {
    table.row(
        LetterTree.text(letter, "letter"),
        seconds(LetterTree.text(letter, "at")),
        Plain.line(LetterTree.origin(letter), 60),
        Plain.line(LetterTree.text(letter, "key"), LONGEST_KEY),
        LetterTree.text(letter, "bytes"),
        replayed(letter),
        Plain.line(LetterTree.text(letter, "reason"), LONGEST_REASON));
  }

  @Override
  public String toString() {
    return table.toString();
  }

  /** When it was written once more, or of which letter it is the next failure. */
  private static String replayed(Map<String, Object> letter) {
    List<String> words = new ArrayList<>();
    List<Map<?, ?>> replays = LetterTree.replays(letter);
    if (!replays.isEmpty()) {
      words.add(seconds(LetterTree.text(replays.get(replays.size() - 1), "at")));
    }
    if (letter.containsKey("replayedFrom")) {
      String from = LetterTree.text(letter, "replayedFrom");
      words.add("was " + Plain.line(from.replaceFirst(".*-", ""), 20));
    }
    return words.isEmpty() ? "-" : String.join(", ", words);
  }

  private static String seconds(String at) {
    return Instant.parse(at).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
