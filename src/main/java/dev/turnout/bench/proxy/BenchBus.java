package dev.turnout.bench.proxy;

import dev.turnout.embedded.EmbeddedKafka;
import dev.turnout.embedded.EmbeddedKafkaOptions;
import dev.turnout.embedded.EmbeddedRegistry;
import dev.turnout.events.MetricReport;
import dev.turnout.events.RouteTable;
import dev.turnout.schemas.Serdes;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.TopicsAdmin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker and a registry in this process, with the topics of an installation. */
final class BenchBus implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Topics topics = Topics.standard();
  private final EmbeddedKafka kafka;
  private final EmbeddedRegistry registry;

  private BenchBus(EmbeddedKafka kafka, EmbeddedRegistry registry) {
    this.kafka = kafka;
    this.registry = registry;
  }

  static BenchBus start() throws InterruptedException {
    BenchBus bus =
        new BenchBus(
            EmbeddedKafka.start(EmbeddedKafkaOptions.temporary()), EmbeddedRegistry.start());
    try (Admin admin = Admin.create(bus.settings())) {
      new TopicsAdmin(admin, bus.topics, TopicSettings.singleBroker().withPartitions(1)).create();
    }
    return bus;
  }

  /** With which clients reach it. */
  Map<String, Object> settings() {
    return Map.of(
        "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
  }

  /** Tells all agents. */
  void publish(RouteTable table) throws InterruptedException, ExecutionException {
    try (KafkaProducer<String, Object> producer =
        new KafkaProducer<>(
            settings(), new StringSerializer(), Serdes.valueSerializer(settings()))) {
      producer.send(new ProducerRecord<>(topics.routes(), table.getModel(), table)).get();
    }
  }

  /** The newest metric report of each model, read until they are enough or the time is over. */
  Map<String, MetricReport> reports(Duration limit, Predicate<Map<String, MetricReport>> enough) {
    Map<String, MetricReport> newest = new TreeMap<>();
    long deadline = System.nanoTime() + limit.toNanos();
    TopicPartition only = new TopicPartition(topics.metrics(), 0);
    try (var consumer =
            new KafkaConsumer<>(
                settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var values = Serdes.valueDeserializer(settings())) {
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      while (!enough.test(newest) && System.nanoTime() < deadline) {
        consumer
            .poll(POLL)
            .forEach(
                record -> {
                  var report = (MetricReport) values.deserialize(record.topic(), record.value());
                  newest.put(report.getModel(), report);
                });
      }
    }
    return newest;
  }

  @Override
  public void close() {
    registry.close();
    kafka.close();
  }
}
