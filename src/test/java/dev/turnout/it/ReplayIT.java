package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.TopicsAdmin;
import dev.turnout.testing.Commands;
import dev.turnout.testing.FakeFleet;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The inputs alone, from the first on, give another orchestrator the same history. */
class ReplayIT extends OnTheBus {

  @Test
  void shouldMakeTheSameJournalOfTheSameInputs() throws Exception {
    // given
    try (Orchestrator live = ready(config("live"))) {
      FakeFleet good = new FakeFleet(bus, client, "good", "node-1", "node-2");
      FakeFleet bad = new FakeFleet(bus, client, "bad", "node-1").failing("v2", 0.4);
      good.round();
      bad.round();
      client.send(bus.topics().commands(), "good", Commands.canary("good", 0.2));
      client.send(bus.topics().commands(), "bad", Commands.canary("bad", 0.2));
      play(
          good,
          () -> {
            bad.round();
            return !outcome("good").equals("none") && !outcome("bad").equals("none");
          });
    }
    Topics copy = new Topics(bus.topics().prefix() + "-copy");
    copyInputs(copy);
    // when
    List<JournalEntry> lived = client.read(bus.topics().journal(), JournalEntry.class);
    try (Orchestrator replaying = ready(config("replaying").withTopics(copy))) {
      // It may make an entry too many as well as one too few, so it is waited for until it rests.
      AtomicInteger size = new AtomicInteger();
      Awaitility.await()
          .during(Duration.ofSeconds(2))
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                int now = client.readRaw(copy.journal()).size();
                return now > 0 && size.getAndSet(now) == now;
              });
    }
    // then
    List<JournalEntry> replayed = client.read(copy.journal(), JournalEntry.class);
    assertThat(of("good", replayed)).isEqualTo(of("good", lived));
    assertThat(of("bad", replayed)).isEqualTo(of("bad", lived));
  }

  /** Cause and offsets name the topics; these differ by the prefix alone. */
  private List<String> of(String model, List<JournalEntry> journal) {
    return journal.stream()
        .filter(entry -> entry.getModel().equals(model))
        .map(
            entry ->
                entry
                    .toString()
                    .replace(bus.topics().prefix() + "-copy.", "")
                    .replace(bus.topics().prefix() + ".", ""))
        .toList();
  }

  /** With the times of the originals, which the broker keeps when it does not set them itself. */
  private void copyInputs(Topics copy) throws Exception {
    try (Admin admin = bus.admin()) {
      new TopicsAdmin(admin, copy, TopicSettings.singleBroker().withPartitions(2)).create();
      setTimestampType(admin, copy, "CreateTime");
      Map<String, Object> config = Map.of("bootstrap.servers", bus.bootstrapServers());
      try (var producer =
          new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
        for (int i = 0; i < copy.inputs().size(); i++) {
          String to = copy.inputs().get(i);
          client
              .readRaw(bus.topics().inputs().get(i))
              .forEach(
                  r ->
                      producer.send(
                          new ProducerRecord<>(
                              to, r.partition(), r.timestamp(), r.key(), r.value())));
        }
      }
      setTimestampType(admin, copy, "LogAppendTime");
    }
  }

  private static void setTimestampType(Admin admin, Topics topics, String type) throws Exception {
    var op =
        new AlterConfigOp(
            new ConfigEntry("message.timestamp.type", type), AlterConfigOp.OpType.SET);
    for (String topic : topics.inputs()) {
      Collection<AlterConfigOp> ops = List.of(op);
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), ops))
          .all()
          .get();
    }
  }
}
