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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
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
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> client.readRaw(copy.journal()).size() >= lived.size());
      // It may also make an entry too many, so it is waited for until it rests.
      AtomicInteger size = new AtomicInteger();
      Awaitility.await()
          .during(Duration.ofSeconds(2))
          .atMost(Duration.ofMinutes(2))
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

  /**
   * Causes name the topics, which differ by the prefix; so the seals of the entries differ, too.
   */
  private List<String> of(String model, List<JournalEntry> journal) {
    return journal.stream()
        .filter(entry -> entry.getModel().equals(model))
        .map(
            entry ->
                entry
                    .toString()
                    .replace(bus.topics().prefix() + "-copy.", "")
                    .replace(bus.topics().prefix() + ".", "")
                    .replaceAll("\"previousHash\": \"[0-9a-f]*\"", "sealed"))
        .toList();
  }

  /** With the times of the originals, which the broker keeps while it does not set them itself. */
  private void copyInputs(Topics copy) throws Exception {
    try (Admin admin = bus.admin()) {
      List<NewTopic> inputs =
          copy.inputs().stream()
              .map(t -> new NewTopic(t, 2, (short) 1).configs(timestampType("CreateTime")))
              .toList();
      admin.createTopics(inputs).all().get();
      var topics = new TopicsAdmin(admin, copy, TopicSettings.singleBroker().withPartitions(2));
      topics.create();
      copyRecords(copy);
      takeTimeFromTheBroker(admin, copy);
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> topics.verify().stream().noneMatch(d -> d.aspect().startsWith("message")));
    }
  }

  private void copyRecords(Topics copy) {
    Map<String, Object> config = Map.of("bootstrap.servers", bus.bootstrapServers());
    var bytes = new ByteArraySerializer();
    try (var producer = new KafkaProducer<>(config, bytes, bytes)) {
      for (int i = 0; i < copy.inputs().size(); i++) {
        String to = copy.inputs().get(i);
        for (ConsumerRecord<byte[], byte[]> r : client.readRaw(bus.topics().inputs().get(i))) {
          producer.send(new ProducerRecord<>(to, r.partition(), r.timestamp(), r.key(), r.value()));
        }
      }
    }
  }

  private static void takeTimeFromTheBroker(Admin admin, Topics topics) {
    timestampType("LogAppendTime")
        .forEach(
            (key, value) -> {
              var op = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
              Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
              topics
                  .inputs()
                  .forEach(t -> changes.put(new ConfigResource(Type.TOPIC, t), List.of(op)));
              admin.incrementalAlterConfigs(changes);
            });
  }

  private static Map<String, String> timestampType(String type) {
    return Map.of("message.timestamp.type", type, "retention.ms", "-1");
  }
}
