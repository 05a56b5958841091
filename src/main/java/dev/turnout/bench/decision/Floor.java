package dev.turnout.bench.decision;

import dev.turnout.bus.Connection;
import dev.turnout.events.MetricReport;
import dev.turnout.orchestrator.lifeline.LifelinePlace;
import dev.turnout.orchestrator.stream.ClientSettings;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The least that a decision can take: a record is read and written to other topics as it is, in one
 * transaction with its offset, by clients with the orchestrator's settings.
 */
final class Floor implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration SESSION = Duration.ofSeconds(6);
  private static final String MODEL = "floor";

  private final Sender sender;
  private final Tap<MetricReport> tap;
  private final String in;
  private final List<String> out;
  private final Canary reporter = new Canary(MODEL, "reporter");
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Thread thread;
  private volatile boolean closing;

  /**
   * @param connection whose topics are used by nobody else
   * @param out topics that are written to; readers wait for the first
   */
  Floor(Connection connection, List<String> out) {
    this.in = connection.topics().metrics();
    this.out = List.copyOf(out);
    this.sender = new Sender(connection);
    this.tap = new Tap<>(connection, out.get(0), MetricReport.class);
    OrchestratorConfig config =
        OrchestratorConfig.of(connection.bootstrap(), connection.registry())
            .withTopics(connection.topics())
            .withLifeline(LifelinePlace.off());
    this.consumer =
        new KafkaConsumer<>(
            ClientSettings.consumer(config, SESSION),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.producer =
        new KafkaProducer<>(
            ClientSettings.producer(config), new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    this.thread = new Thread(this::run, "bench-" + connection.topics().prefix());
    thread.setDaemon(true);
    thread.start();
  }

  /** From the sending of a report until it can be read again, in milliseconds. */
  double measure() throws InterruptedException {
    MetricReport report = reporter.bad();
    long sequence = report.getSequence();
    long sent = sender.send(in, MODEL, report);
    return (tap.await(read -> read.getSequence() == sequence).nanos() - sent) / 1e6;
  }

  private void run() {
    consumer.subscribe(List.of(in));
    while (!closing) {
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (offsets.isEmpty()) {
          producer.beginTransaction();
        }
        for (String topic : out) {
          var unused =
              producer.send(
                  new ProducerRecord<>(topic, record.partition(), record.key(), record.value()));
        }
        offsets.put(
            new TopicPartition(in, record.partition()), new OffsetAndMetadata(record.offset() + 1));
      }
      if (!offsets.isEmpty()) {
        producer.flush();
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        producer.commitTransaction();
      }
    }
    consumer.close();
    producer.close();
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    thread.join();
    tap.close();
    sender.close();
  }
}
