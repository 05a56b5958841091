package dev.turnout.control;

import dev.turnout.letters.LetterPage;
import dev.turnout.letters.LetterQuery;
import dev.turnout.letters.Place;
import java.util.Map;

/** What could not be read, as trees of plain values. */
public interface DeadLetters {
  /** The newest that are wanted, oldest first, without their bytes. */
  LetterPage list(LetterQuery query);

  /**
   * One letter with its bytes and what they say.
   *
   * @throws dev.turnout.output.Failure if there is none
   */
  Map<String, Object> show(Place place);
}
