package dev.turnout.orchestrator.audit;

import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Positions;
import dev.turnout.orchestrator.desk.Received;
import java.time.Instant;

/** A moment in the life of a model: which of its entries and inputs there were by then. */
public sealed interface Until {

  /** Whether the entry had been made, if all before it had. */
  boolean hasEntry(JournalEntry entry);

  /**
   * Whether the input had been taken, if all before it had.
   *
   * @param consumed what had been taken before
   */
  boolean hasInput(Received input, Positions consumed);

  /** All that is recorded. */
  record Now() implements Until {
    @Override
    public boolean hasEntry(JournalEntry entry) {
      return true;
    }

    @Override
    public boolean hasInput(Received input, Positions consumed) {
      return true;
    }
  }

  /**
   * Right after an entry, before anything else came.
   *
   * @param sequence number of the entry in its model's journal, a count from 1
   */
  record Entry(long sequence) implements Until {
    @Override
    public boolean hasEntry(JournalEntry entry) {
      return entry.getSequence() <= sequence;
    }

    @Override
    public boolean hasInput(Received input, Positions consumed) {
      return false;
    }
  }

  /** All that carried this time, by the broker's clock, or an earlier one. */
  record Time(Instant at) implements Until {
    @Override
    public boolean hasEntry(JournalEntry entry) {
      return entry.getAtMs() <= at.toEpochMilli();
    }

    @Override
    public boolean hasInput(Received input, Positions consumed) {
      return !input.at().isAfter(at);
    }
  }

  /**
   * Right after an input and all that followed from it.
   *
   * @param offset of the input in the model's partition of the topic
   */
  record Offset(InputTopic topic, long offset) implements Until {
    @Override
    public boolean hasEntry(JournalEntry entry) {
      return Positions.of(entry.getConsumed()).of(topic) <= offset + 1;
    }

    @Override
    public boolean hasInput(Received input, Positions consumed) {
      return consumed.of(topic) <= offset && (input.topic() != topic || input.offset() <= offset);
    }
  }
}
