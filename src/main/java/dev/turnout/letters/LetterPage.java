package dev.turnout.letters;

import dev.turnout.bus.Connection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * Some letters as {@link LetterTree} has them, oldest first.
 *
 * @param older how many that are wanted too are not there
 */
public record LetterPage(List<Map<String, Object>> letters, long older) {
  private static final Comparator<Letter> OLDEST_FIRST =
      Comparator.comparing(Letter::at).thenComparing(Letter::place);

  public LetterPage {
    letters = List.copyOf(letters);
  }

  /** Reads the newest of the letters that are wanted. */
  public static LetterPage read(Connection connection, LetterQuery query) {
    Predicate<Letter> wanted = query.filter(connection.topics());
    PriorityQueue<Letter> newest = new PriorityQueue<>(OLDEST_FIRST);
    long[] older = new long[1];
    try (Letters letters = Letters.open(connection)) {
      letters.each(
          (letter, replays) -> {
            if (wanted.test(letter)) {
              newest.add(letter.withoutBytes());
              if (newest.size() > query.last()) {
                newest.remove();
                older[0]++;
              }
            }
          });
      return new LetterPage(
          newest.stream()
              .sorted(OLDEST_FIRST)
              .map(letter -> LetterTree.of(letter, letters.replays(letter)))
              .toList(),
          older[0]);
    }
  }

  /** As people read them, one on each line. */
  public String table() {
    if (letters.isEmpty()) {
      return "No dead letters.\n";
    }
    LetterTable table = new LetterTable();
    letters.forEach(table::add);
    return older == 0
        ? table.toString()
        : "%s%d older ones are not shown (--last)%n".formatted(table, older);
  }
}
