package dev.turnout.orchestrator.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.codec.EntryHash;
import dev.turnout.orchestrator.desk.Positions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** How far the states of one partition's models have come: the journal must reach as far. */
final class RecordedStates {

  /**
   * @param sequence number of the newest entry that the state contains
   * @param seal of that entry
   * @param consumed the inputs that it contains
   */
  record Head(long sequence, EntryHash seal, Positions consumed) {}

  private final Map<String, Head> heads;

  private RecordedStates(Map<String, Head> heads) {
    this.heads = heads;
  }

  /** Reads the newest state of each model; one that cannot be read is left out. */
  static RecordedStates read(Recording recording, int partition, Deserializer<Object> values) {
    Map<String, byte[]> newest = new TreeMap<>();
    String topic = recording.topics().rollouts();
    try (RecordLog log = recording.open(topic, partition, 0)) {
      for (var record = log.next(); record.isPresent(); record = log.next()) {
        keep(newest, record.get());
      }
    }
    Map<String, Head> heads = new TreeMap<>();
    newest.forEach(
        (model, value) -> head(topic, value, values).ifPresent(head -> heads.put(model, head)));
    return new RecordedStates(heads);
  }

  Optional<Head> of(String model) {
    return Optional.ofNullable(heads.get(model));
  }

  Set<String> models() {
    return heads.keySet();
  }

  private static void keep(Map<String, byte[]> newest, ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    String model = new String(record.key(), UTF_8);
    if (record.value() == null) {
      newest.remove(model);
    } else {
      newest.put(model, record.value());
    }
  }

  private static Optional<Head> head(String topic, byte[] value, Deserializer<Object> values) {
    try {
      return values.deserialize(topic, value) instanceof RolloutState state
          ? Optional.of(
              new Head(
                  state.getJournalSequence(),
                  new EntryHash(state.getJournalHash()),
                  Positions.of(state.getConsumed())))
          : Optional.empty();
    } catch (SerializationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
