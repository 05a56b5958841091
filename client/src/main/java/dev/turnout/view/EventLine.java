package dev.turnout.view;

import dev.turnout.events.CommandAccepted;
import dev.turnout.events.CommandRefused;
import dev.turnout.events.EpochAcknowledged;
import dev.turnout.events.FullPromotionRequested;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutResumed;
import dev.turnout.output.Times;
import dev.turnout.view.EventWords.Told;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Journal entries as lines for people who watch a rollout without a terminal. */
public final class EventLine {
  private final EventWords words;

  /** Begins with the plan of the attempt that is watched. */
  public EventLine(List<Object> steps) {
    words = new EventWords(steps);
  }

  /** The line, with the time of the entry; empty for entries that are of no interest here. */
  public Optional<String> of(JournalEntry entry) {
    return words(entry)
        .map(words -> Times.clock(Instant.ofEpochMilli(entry.getAtMs())) + "  " + words);
  }

  /** The line without the time. */
  public Optional<String> words(JournalEntry entry) {
    Told told = words.of(entry);
    Object event = entry.getEvent();
    if (event instanceof RolloutResumed resumed) {
      return Optional.of("%s by %s".formatted(told.what(), resumed.getActor()));
    }
    boolean silent =
        event instanceof CommandAccepted
            || event instanceof CommandRefused
            || event instanceof FullPromotionRequested
            || event instanceof EpochAcknowledged;
    return silent ? Optional.empty() : Optional.of(told.inOneLine());
  }
}
