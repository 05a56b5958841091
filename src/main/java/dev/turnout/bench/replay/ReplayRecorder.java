package dev.turnout.bench.replay;

import dev.turnout.bench.chance.Chance;
import dev.turnout.schemas.RegistryClient;
import dev.turnout.schemas.RegistryConfig;
import dev.turnout.schemas.Topic;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.TurnoutSerde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills the topics of an empty bus with hours of recorded time. */
public final class ReplayRecorder {
  private final ReplayScale scale;
  private final long seed;
  private final Map<String, Object> connection;
  private final Topics topics;
  private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();

  /**
   * @param connection addresses of the bus and of the registry
   * @param topics which are not there yet
   */
  public ReplayRecorder(
      ReplayScale scale, long seed, Map<String, Object> connection, Topics topics) {
    this.scale = scale;
    this.seed = seed;
    this.connection = Map.copyOf(connection);
    this.topics = topics;
  }

  /** Seconds of recorded time in all partitions, a count: how often {@code passed} is run. */
  public int steps() {
    return scale.seconds() * scale.partitions();
  }

  /** Records everything. */
  public void record(Runnable passed) throws InterruptedException, ExecutionException {
    createTopics();
    var bytes = new ByteArraySerializer();
    try (var producer = new KafkaProducer<>(producerConfig(), bytes, bytes);
        var serde = new TurnoutSerde(new RegistryClient(RegistryConfig.from(connection)))) {
      for (int partition = 0; partition < scale.partitions(); partition++) {
        Chance chance = new Chance(seed * scale.partitions() + partition);
        new RecordedTime(scale, partition, topics, serde, chance, record -> send(producer, record))
            .write(passed);
      }
      producer.flush();
      producer.close(Duration.ofSeconds(10));
    }
    requireSent();
  }

  private void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    requireSent();
    var unused =
        producer.send(
            record,
            (written, e) -> {
              if (e != null) {
                failures.add(e);
              }
            });
  }

  private void requireSent() {
    if (!failures.isEmpty()) {
      throw new IllegalStateException("Expected the bus to take every record", failures.element());
    }
  }

  private String bootstrap() {
    return String.valueOf(connection.get("bootstrap.servers"));
  }

  private Map<String, Object> producerConfig() {
    return Map.of("bootstrap.servers", bootstrap(), "linger.ms", 20, "batch.size", 256 * 1024);
  }

  /** The times are ours: the broker would set the present one. */
  private void createTopics() throws InterruptedException, ExecutionException {
    List<NewTopic> all = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      all.add(
          new NewTopic(topics.name(topic), scale.partitions(), (short) 1)
              .configs(Map.of("message.timestamp.type", "CreateTime", "retention.ms", "-1")));
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
      admin.createTopics(all).all().get();
    }
  }
}
