package dev.turnout.cli.letters;

import dev.turnout.output.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Dead letters as people read them, one on each line. */
public final class LetterTable {
  private static final int LONGEST_KEY = 24;
  private static final int LONGEST_REASON = 90;

  private final Table table =
      new Table("LETTER", "TIME", "FROM", "KEY", "BYTES", "REPLAYED", "REASON");

  /** Adds a letter; its replays are oldest first. */
  public void add(Letter letter, List<ReplayMark> replays) {
    table.row(
        letter.place().toString(),
        seconds(letter.at()).toString(),
        Plain.line(letter.origin(), 60),
        Plain.key(letter.content().key(), LONGEST_KEY),
        Integer.toString(letter.content().size()),
        replayed(letter, replays),
        Plain.line(letter.content().reason(), LONGEST_REASON));
  }

  @Override
  public String toString() {
    return table.toString();
  }

  /** When it was written once more, or of which letter it is the next failure. */
  private static String replayed(Letter letter, List<ReplayMark> replays) {
    List<String> words = new ArrayList<>();
    if (!replays.isEmpty()) {
      words.add(seconds(replays.get(replays.size() - 1).at()).toString());
    }
    letter
        .content()
        .replayedFrom()
        .ifPresent(from -> words.add("was " + Plain.line(from.replaceFirst(".*-", ""), 20)));
    return words.isEmpty() ? "-" : String.join(", ", words);
  }

  private static Instant seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }
}
