package dev.turnout.bench.faults.real;

import dev.turnout.schemas.Serdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is committed on the journal, the routes and the nodes' reports, as it comes. */
final class BusWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BusWatch.class);
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Deserializer<Object> values;
  private final Ledger ledger;
  private final Thread thread = new Thread(this::run, "faults-watch");
  private volatile boolean stopping;

  private BusWatch(
      KafkaConsumer<byte[], byte[]> consumer, Deserializer<Object> values, Ledger ledger) {
    this.consumer = consumer;
    this.values = values;
    this.ledger = ledger;
  }

  /** Begins at the oldest record. */
  static BusWatch start(Installation installation, Ledger ledger) {
    Map<String, Object> config = new HashMap<>(installation.settings());
    config.put("isolation.level", "read_committed");
    config.put("auto.offset.reset", "earliest");
    config.put("enable.auto.commit", "false");
    config.put("client.id", "faults-watch");
    config.put("metadata.max.age.ms", 2000);
    config.put("reconnect.backoff.max.ms", 200);
    config.put("request.timeout.ms", 3000);
    var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    var topics = installation.topics();
    for (String topic : List.of(topics.journal(), topics.routes(), topics.agents())) {
      for (int p = 0; p < installation.plan().partitions(); p++) {
        all.add(new TopicPartition(topic, p));
      }
    }
    consumer.assign(all);
    consumer.seekToBeginning(all);
    var watch = new BusWatch(consumer, Serdes.valueDeserializer(installation.settings()), ledger);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  private void run() {
    while (!stopping) {
      try {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          ledger.take(values.deserialize(record.topic(), record.value()), record.partition());
        }
      } catch (KafkaException e) {
        LOG.warn("The watch goes on after: {}", e.toString());
      }
    }
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
    values.close();
  }
}
