package dev.turnout.bridge.prometheus;

import dev.turnout.bridge.bus.BridgeBus;
import dev.turnout.bridge.bus.Outbox;
import dev.turnout.events.RolloutState;
import dev.turnout.events.VersionRef;
import dev.turnout.schemas.Serdes;
import dev.turnout.schemas.UndecodableRecordException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Which versions of which models serve now: the live one, and the candidate of a rollout. */
final class Arms implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Deserializer<Object> values;
  private final SortedMap<String, SortedSet<String>> versions = new TreeMap<>();

  /** Reads what the orchestrators say of every model, from the beginning. */
  Arms(BridgeBus bus) {
    Map<String, Object> settings = new HashMap<>(bus.consumer());
    settings.remove("group.id");
    settings.put("auto.offset.reset", "earliest");
    this.values = Serdes.valueDeserializer(bus.kafka());
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all = Outbox.partitions(consumer, bus.topics().rollouts());
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /** As they stand now, by model. */
  SortedMap<String, SortedSet<String>> now() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    do {
      consumer.poll(Duration.ofMillis(50)).forEach(this::take);
    } while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue()));
    return versions;
  }

  @Override
  public void close() {
    consumer.close();
    values.close();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.value() != null
          && values.deserialize(record.topic(), record.value()) instanceof RolloutState state) {
        SortedSet<String> known = new TreeSet<>();
        boolean runs = state.getOutcome() == null;
        Stream.concat(
                Optional.ofNullable(state.getStable()).stream(),
                Optional.ofNullable(state.getCandidate()).filter(candidate -> runs).stream())
            .map(VersionRef::getVersion)
            .forEach(known::add);
        versions.put(state.getModel(), known);
      }
    } catch (UndecodableRecordException e) {
      // Its model is polled for when its next state can be read.
    }
  }
}
