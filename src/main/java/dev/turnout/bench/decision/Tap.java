package dev.turnout.bench.decision;

import dev.turnout.bus.Connection;
import dev.turnout.schemas.Serdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads what is committed to a topic from now on, like an agent does, and notes when each record
 * could be read.
 *
 * @param <T> kind of the records
 */
final class Tap<T> implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /**
   * A record.
   *
   * @param nanos when it could be read, by {@link System#nanoTime}
   */
  record Seen<T>(T message, long nanos) {}

  private final String topic;
  private final Class<T> type;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Deserializer<Object> deserializer;
  private final BlockingQueue<Seen<T>> seen = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closing;

  Tap(Connection connection, String topic, Class<T> type) {
    this.topic = topic;
    this.type = type;
    this.deserializer = Serdes.valueDeserializer(connection.properties());
    Map<String, Object> settings = new HashMap<>(connection.properties());
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", "false");
    var bytes = new ByteArrayDeserializer();
    this.consumer = new KafkaConsumer<>(settings, bytes, bytes);
    List<TopicPartition> places =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(places);
    consumer.seekToEnd(places);
    places.forEach(consumer::position);
    this.thread = new Thread(this::run, "bench-tap-" + topic);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Waits for the next one that is wanted, and forgets those before it.
   *
   * @throws LostException if it does not come within a minute
   */
  Seen<T> await(Predicate<T> wanted) throws InterruptedException {
    long until = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      Seen<T> next = seen.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw new LostException(
            "Expected a record on %s within %s, but none came".formatted(topic, LONGEST));
      }
      if (wanted.test(next.message())) {
        return next;
      }
    }
  }

  /** Forgets what has come so far. */
  void forget() {
    seen.clear();
  }

  private void run() {
    while (!closing) {
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
      long nanos = System.nanoTime();
      for (ConsumerRecord<byte[], byte[]> record : polled) {
        seen.add(new Seen<>(type.cast(deserializer.deserialize(topic, record.value())), nanos));
      }
    }
    consumer.close();
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    thread.join();
    deserializer.close();
  }
}
