package dev.turnout.client;

import dev.turnout.events.JournalEntry;
import java.time.Instant;

/**
 * Something happened on the way of a rollout.
 *
 * @param at the broker's time of what caused it
 * @param text what happened and why, for people; its wording may change
 * @param entry the journal's entry, for programs; its meaning does not change
 */
public record Progress(Instant at, String text, JournalEntry entry) {
  /** What happened, with its time. */
  @Override
  public String toString() {
    return at + "  " + text;
  }
}
