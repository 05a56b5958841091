package dev.turnout.bench.metrics;

import dev.turnout.bus.Connection;
import dev.turnout.schemas.Serdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads what the orchestrators committed to one of their topics. */
final class CommittedReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Deserializer<Object> deserializer;

  /** Begins with the first record. */
  CommittedReader(Connection connection, String topic) {
    Map<String, Object> settings = new HashMap<>(connection.properties());
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", "false");
    var bytes = new ByteArrayDeserializer();
    this.consumer = new KafkaConsumer<>(settings, bytes, bytes);
    this.deserializer = Serdes.valueDeserializer(connection.properties());
    List<TopicPartition> places =
        IntStream.range(0, MetricsScale.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .toList();
    consumer.assign(places);
    consumer.seekToBeginning(places);
  }

  /** Skips what is there already. */
  void skip() {
    consumer.seekToEnd(consumer.assignment());
    consumer.assignment().forEach(consumer::position);
  }

  /** Hands over what is there next; nothing if nothing comes for a moment. */
  <T> void next(Class<T> type, Consumer<T> sink) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      sink.accept(type.cast(deserializer.deserialize(record.topic(), record.value())));
    }
  }

  /** Hands over everything up to the present end. */
  <T> void rest(Class<T> type, Consumer<T> sink) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      next(type, sink);
    }
  }

  @Override
  public void close() {
    consumer.close();
    deserializer.close();
  }
}
