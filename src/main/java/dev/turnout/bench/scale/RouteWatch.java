package dev.turnout.bench.scale;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.events.RouteTable;
import dev.turnout.schemas.TurnoutSerde;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads route tables as agents do, and says at once that they are in force. */
final class RouteWatch implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TurnoutSerde serde;
  private final String topic;
  private final Map<String, ScaledModel> models;
  private final Sender sender;
  private final Thread thread = new Thread(this::run, "scale-routes");
  private volatile boolean stopping;

  RouteWatch(
      Site site, TurnoutSerde serde, ConcurrentHashMap<String, ScaledModel> models, Sender sender) {
    Map<String, Object> config = new HashMap<>(site.settings());
    config.remove("schema.registry.url");
    config.put("isolation.level", "read_committed");
    config.put("auto.offset.reset", "earliest");
    this.consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.serde = serde;
    this.topic = site.topics().routes();
    this.models = models;
    this.sender = sender;
    List<TopicPartition> all =
        IntStream.range(0, site.plan().partitions())
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try (consumer) {
      while (!stopping) {
        var read = consumer.poll(Duration.ofSeconds(1));
        long now = System.nanoTime();
        read.forEach(record -> take(record, now));
      }
    } catch (WakeupException e) {
      // The end.
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, long nanoTime) {
    ScaledModel model = models.get(new String(record.key(), UTF_8));
    if (model != null
        && serde.deserializer().deserialize(topic, record.value()) instanceof RouteTable table) {
      model.take(table, nanoTime);
      sender.sendNow(model.heartbeat(sender));
    }
  }

  @Override
  public void close() {
    stopping = true;
    consumer.wakeup();
  }
}
