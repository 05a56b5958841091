package dev.turnout.bridge.otlp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of all partitions in the order of their times, also where much is to be caught up. A
 * series may be spread over the partitions: read one after the other, its older points would look
 * as if they came too late. Used by one thread.
 */
final class MergedRecords {
  /**
   * So long one partition that gives nothing, such as for lack of a leader, holds up the others.
   */
  private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

  private static final Comparator<ConsumerRecord<byte[], byte[]>> BY_TIME =
      Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
          .thenComparingInt(ConsumerRecord::partition);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> waiting =
      new HashMap<>();
  private long gaveAt = System.nanoTime();

  /** Reads what the consumer is assigned, from where it stands. */
  MergedRecords(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
    consumer.assignment().forEach(partition -> waiting.put(partition, new ArrayDeque<>()));
  }

  /** The next ones; none while an older one may still come. */
  List<ConsumerRecord<byte[], byte[]>> poll(Duration wait) {
    waiting.forEach(
        (partition, records) -> {
          // One that has some is not asked for more, so that little is held in memory.
          if (records.isEmpty()) {
            consumer.resume(List.of(partition));
          } else {
            consumer.pause(List.of(partition));
          }
        });
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
      of(new TopicPartition(record.topic(), record.partition())).add(record);
    }
    List<ConsumerRecord<byte[], byte[]>> given = new ArrayList<>();
    for (var next = oldest(); next.isPresent(); next = oldest()) {
      given.add(next.get());
      of(new TopicPartition(next.get().topic(), next.get().partition())).removeFirst();
    }
    if (!given.isEmpty() || waiting.values().stream().allMatch(Deque::isEmpty)) {
      gaveAt = System.nanoTime();
    }
    return given;
  }

  /** Offset of the first record of a partition that was not given. */
  long position(TopicPartition partition) {
    return Optional.ofNullable(of(partition).peekFirst())
        .map(ConsumerRecord::offset)
        .orElseGet(() -> consumer.position(partition));
  }

  private Optional<ConsumerRecord<byte[], byte[]>> oldest() {
    boolean impatient = System.nanoTime() - gaveAt > PATIENCE;
    for (Map.Entry<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> one :
        waiting.entrySet()) {
      if (one.getValue().isEmpty() && !impatient && !isCaughtUp(one.getKey())) {
        return Optional.empty();
      }
    }
    return waiting.values().stream()
        .flatMap(records -> Optional.ofNullable(records.peekFirst()).stream())
        .min(BY_TIME);
  }

  private boolean isCaughtUp(TopicPartition partition) {
    OptionalLong lag = consumer.currentLag(partition);
    return lag.isPresent() && lag.getAsLong() == 0;
  }

  private Deque<ConsumerRecord<byte[], byte[]>> of(TopicPartition partition) {
    return waiting.computeIfAbsent(partition, unknown -> new ArrayDeque<>());
  }
}
