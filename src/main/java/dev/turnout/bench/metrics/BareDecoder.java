package dev.turnout.bench.metrics;

import dev.turnout.bus.Connection;
import dev.turnout.schemas.Serdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads and decodes what an orchestrator reads and decodes, with the same settings, and does
 * nothing with it: as fast as anything can be that looks at every report.
 */
final class BareDecoder implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final List<KafkaConsumer<byte[], byte[]>> consumers = new ArrayList<>();
  private final Deserializer<Object> deserializer;
  private final ExecutorService threads;

  BareDecoder(Connection connection, int threadCount) {
    this.deserializer = Serdes.valueDeserializer(connection.properties());
    this.threads = Executors.newFixedThreadPool(threadCount);
    Map<String, Object> settings = new HashMap<>(connection.properties());
    settings.putAll(
        Map.of(
            "isolation.level", "read_committed",
            "enable.auto.commit", "false",
            "max.poll.records", "1000"));
    var bytes = new ByteArrayDeserializer();
    for (int i = 0; i < threadCount; i++) {
      consumers.add(new KafkaConsumer<>(settings, bytes, bytes));
    }
  }

  /** Decodes all of it; each thread has partitions of its own. */
  Took decode(Chunk chunk) throws InterruptedException, ExecutionException {
    long begin = System.nanoTime();
    List<Callable<Double>> work = new ArrayList<>();
    for (int i = 0; i < consumers.size(); i++) {
      int share = i;
      work.add(() -> decode(consumers.get(share), chunk, share));
    }
    double cpuSeconds = 0;
    for (Future<Double> one : threads.invokeAll(work)) {
      cpuSeconds += one.get();
    }
    return new Took((System.nanoTime() - begin) / 1e9, cpuSeconds);
  }

  private double decode(KafkaConsumer<byte[], byte[]> consumer, Chunk chunk, int share) {
    double before = ThreadTime.ofThisThread();
    Map<TopicPartition, Long> ends = new HashMap<>(chunk.ends());
    ends.keySet().removeIf(where -> where.partition() % consumers.size() != share);
    consumer.assign(ends.keySet());
    ends.keySet().forEach(where -> consumer.seek(where, chunk.begins().getOrDefault(where, 0L)));
    while (!ends.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (deserializer.deserialize(record.topic(), record.headers(), record.value()) == null) {
          throw new IllegalStateException("Expected only records with a value");
        }
      }
      ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    }
    return ThreadTime.ofThisThread() - before;
  }

  @Override
  public void close() {
    threads.shutdown();
    consumers.forEach(KafkaConsumer::close);
    deserializer.close();
  }
}
