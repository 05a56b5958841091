package dev.turnout.orchestrator.audit;

import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.codec.EntryHash;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.schemas.WireFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An entry as it lies in the journal.
 *
 * @param entry what it says
 * @param record where and how it lies there
 */
record RecordedEntry(JournalEntry entry, ConsumerRecord<byte[], byte[]> record) {

  ModelName model() {
    return new ModelName(entry.getModel());
  }

  long sequence() {
    return entry.getSequence();
  }

  /** Seal of the bytes as they lie there. */
  EntryHash seal() {
    return EntryHash.ofBytes(record.value(), WireFormat.HEADER_LENGTH);
  }

  /** Whether both have the same input and the same offsets consumed: they came of one step. */
  boolean isOfSameStep(RecordedEntry other) {
    return entry.getCause().getTopic().equals(other.entry.getCause().getTopic())
        && entry.getCause().getOffset() == other.entry.getCause().getOffset()
        && entry.getConsumed().equals(other.entry.getConsumed());
  }

  /** For example {@code fraud #12 (journal-3@40)}. */
  String place() {
    return "%s #%d (%s-%d@%d)"
        .formatted(
            entry.getModel(), sequence(), record.topic(), record.partition(), record.offset());
  }
}
