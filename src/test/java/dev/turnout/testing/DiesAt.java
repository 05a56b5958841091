package dev.turnout.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Kills its own process with SIGKILL at a moment that no timer would meet: when a client has read
 * so many records of a topic, or when the broker has so many that it wrote. Kafka's clients are
 * told by two of their settings, {@code interceptor.classes} and {@value #WHEN}.
 */
public final class DiesAt
    implements ConsumerInterceptor<byte[], byte[]>, ProducerInterceptor<byte[], byte[]> {
  /** Such as {@code read:otlp_metrics:7} or {@code written:turnout.metrics:2}. */
  public static final String WHEN = "turnout.test.dies.at";

  private static final AtomicInteger SEEN = new AtomicInteger();

  private String verb = "";
  private String topic = "";
  private int count;

  /** The settings of a client that dies then. */
  public static Map<String, String> when(String verb, String topic, int count) {
    return Map.of(
        "interceptor.classes", DiesAt.class.getName(), WHEN, verb + ":" + topic + ":" + count);
  }

  @Override
  public void configure(Map<String, ?> configs) {
    String[] parts = String.valueOf(configs.get(WHEN)).split(":", -1);
    verb = parts[0];
    topic = parts[1];
    count = Integer.parseInt(parts[2]);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    if (verb.equals("read")) {
      records.records(topic).forEach(record -> seen());
    }
    return records;
  }

  @Override
  public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
    if (verb.equals("written")
        && failure == null
        && metadata != null
        && metadata.topic().equals(topic)) {
      seen();
    }
  }

  private void seen() {
    if (SEEN.incrementAndGet() == count) {
      try {
        long own = ProcessHandle.current().pid();
        new ProcessBuilder("kill", "-KILL", Long.toString(own)).inheritIO().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      while (true) {
        LockSupport.park();
      }
    }
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    return record;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}
}
