package dev.turnout.bench.switching;

import dev.turnout.events.Role;
import dev.turnout.events.RouteTable;
import dev.turnout.events.Stickiness;
import dev.turnout.events.StickinessKind;
import dev.turnout.events.VersionRoute;
import dev.turnout.schemas.Serdes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Commits the tables of one model, each of which sends all users to the other version. */
final class RoutePublisher implements AutoCloseable {
  private static final String MODEL = "fraud";

  private final KafkaProducer<String, Object> producer;
  private final String topic;
  private long epoch;

  RoutePublisher(Map<String, Object> bus, String topic) {
    Map<String, Object> settings = new HashMap<>(bus);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "bench-switch");
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(settings, new StringSerializer(), Serdes.valueSerializer(bus));
    producer.initTransactions();
  }

  long nextEpoch() {
    return epoch + 1;
  }

  /** The moment when the next table was committed, a {@link System#nanoTime}. */
  long commitNext() {
    epoch++;
    double candidate = epoch % 2;
    RouteTable table =
        RouteTable.newBuilder()
            .setModel(MODEL)
            .setEpoch(epoch)
            .setRollout("fraud-v2")
            .setSalt("bench")
            .setStickiness(new Stickiness(StickinessKind.HEADER, "x-user-id"))
            .setVersions(
                List.of(
                    new VersionRoute("v1", null, Role.STABLE, 1 - candidate),
                    new VersionRoute("v2", null, Role.CANDIDATE, candidate)))
            .build();
    producer.beginTransaction();
    var unused = producer.send(new ProducerRecord<>(topic, MODEL, table));
    producer.commitTransaction();
    return System.nanoTime();
  }

  @Override
  public void close() {
    producer.close();
  }
}
