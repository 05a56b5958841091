package dev.turnout.orchestrator.codec;

import dev.turnout.events.Cause;
import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.routing.ModelName;

/** Entries of the journal. */
public final class JournalCodec {

  private JournalCodec() {}

  /**
   * The message of an entry, with the input that caused it and what had been consumed by then.
   *
   * @param previous seal of the model's entry before
   */
  public static JournalEntry write(
      ModelName model, Entry entry, Cause cause, ConsumedOffsets consumed, EntryHash previous) {
    return new JournalEntry(
        model.value(),
        entry.sequence(),
        entry.at().toEpochMilli(),
        DecisionRules.CURRENT,
        previous.hex(),
        cause,
        consumed,
        EventCodec.write(entry.event()));
  }

  /**
   * The entry of a message.
   *
   * @throws IllegalArgumentException if this program does not know the event
   */
  public static Entry read(JournalEntry entry) {
    return new Entry(
        entry.getSequence(), Wire.instant(entry.getAtMs()), EventCodec.read(entry.getEvent()));
  }
}
