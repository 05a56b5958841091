package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.embedded.EmbeddedKafka;
import dev.turnout.embedded.EmbeddedKafkaException;
import dev.turnout.embedded.EmbeddedKafkaOptions;
import dev.turnout.testing.Bootstrap;
import dev.turnout.testing.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaBroker.class)
class EmbeddedKafkaIT {

  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  private static void createTopic(String servers, int replicas) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic("t", 1, (short) replicas))).all().get();
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> admin.listTopics().names().get().contains("t"));
    }
  }

  private static KafkaProducer<String, String> transactional(String servers) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            servers,
            "transactional.id",
            "it",
            "delivery.timeout.ms",
            60_000,
            "linger.ms",
            0);
    var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    producer.initTransactions();
    return producer;
  }

  private static void commit(KafkaProducer<String, String> producer, String value) {
    producer.beginTransaction();
    producer.send(new ProducerRecord<>("t", value));
    producer.commitTransaction();
  }

  private static List<String> committed(String servers, int count) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", servers, "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      var values = new ArrayList<String>();
      for (int polls = 0; polls < 600 && values.size() < count; polls++) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }

  @Test
  void shouldKeepCommittedRecordsOverARestart(@TempDir Path directory) throws Exception {
    // given
    EmbeddedKafkaOptions options = EmbeddedKafkaOptions.temporary().withDataDir(directory);
    try (EmbeddedKafka before = EmbeddedKafka.start(options)) {
      createTopic(before.bootstrapServers(), 1);
      try (var producer = transactional(before.bootstrapServers())) {
        commit(producer, "one");
        commit(producer, "two");
      }
    }
    // when
    try (EmbeddedKafka after = EmbeddedKafka.start(options)) {
      List<String> values = committed(after.bootstrapServers(), 2);
      // then
      assertThat(values).containsExactly("one", "two");
      try (var producer = transactional(after.bootstrapServers())) {
        commit(producer, "three");
      }
      assertThat(committed(after.bootstrapServers(), 3)).containsExactly("one", "two", "three");
    }
  }

  @Test
  void shouldServeWhileOneOfThreeNodesIsAway(@Bootstrap(nodes = 3) EmbeddedKafka kafka)
      throws Exception {
    // given
    createTopic(kafka.bootstrapServers(), 3);
    try (var producer = transactional(kafka.bootstrapServers())) {
      commit(producer, "before");
      // when
      kafka.stopNode(2);
      commit(producer, "without");
      kafka.startNode(2);
      commit(producer, "after");
    }
    // then
    assertThat(committed(kafka.bootstrapServers(), 3))
        .containsExactly("before", "without", "after");
    assertThat(kafka.size()).isEqualTo(3);
  }

  @Test
  void shouldListenOnTheGivenPortAndSayWhenItIsTaken() {
    // given
    try (EmbeddedKafka first = EmbeddedKafka.start(EmbeddedKafkaOptions.temporary())) {
      int taken = Integer.parseInt(first.bootstrapServers().split(":")[1]);
      EmbeddedKafkaOptions options = EmbeddedKafkaOptions.temporary().withPort(taken);
      // when / then
      assertThatThrownBy(() -> EmbeddedKafka.start(options))
          .isInstanceOf(EmbeddedKafkaException.class)
          .hasMessageContaining("port " + taken);
      first.close();
      try (EmbeddedKafka second = EmbeddedKafka.start(options)) {
        assertThat(second.bootstrapServers()).isEqualTo("127.0.0.1:" + taken);
      }
    }
  }

  @Test
  void shouldLeaveNoTemporaryDirectoryBehind() {
    // given
    EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.temporary());
    assertThat(kafka.dataDir()).isDirectory();
    // when
    kafka.close();
    // then
    assertThat(kafka.dataDir()).doesNotExist();
  }

  @Test
  void shouldSurviveABrokerThatGivesUp() {
    // given: the guard is installed by the first start
    EmbeddedKafka.start(EmbeddedKafkaOptions.temporary()).close();
    // when / then
    assertThatThrownBy(() -> org.apache.kafka.common.utils.Exit.halt(1, "log directory failed"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("log directory failed");
  }
}
