package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.schemas.Topic;
import dev.turnout.schemas.TopicDifference;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.TopicsAdmin;
import dev.turnout.testing.KafkaBroker;
import dev.turnout.testing.TestBus;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaBroker.class)
class TopicsIT {

  private static final TopicSettings SETTINGS = TopicSettings.singleBroker().withPartitions(4);

  private Admin admin;
  private Topics topics;
  private TopicsAdmin topicsAdmin;

  @BeforeEach
  void connect(TestBus bus, TestInfo test) {
    admin = bus.admin();
    topics =
        new Topics(
            bus.topics().prefix() + "-" + test.getTestMethod().orElseThrow().getName().length());
    topicsAdmin = new TopicsAdmin(admin, topics, SETTINGS);
  }

  @AfterEach
  void disconnect() {
    admin.close();
  }

  @Test
  void shouldCreateWhatIsMissingAndFindNothingWrong() throws Exception {
    // given
    admin
        .createTopics(
            List.of(
                new NewTopic(topics.metrics(), 4, (short) 1)
                    .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
        .all()
        .get();
    // when
    List<String> created = topicsAdmin.create();
    // then
    assertThat(created).hasSize(6).doesNotContain(topics.metrics());
    assertThat(topicsAdmin.verify()).isEmpty();
    assertThat(topicsAdmin.partitions()).isEqualTo(4);
  }

  @Test
  void shouldCreateNothingTheSecondTime() {
    // given
    topicsAdmin.create();
    // when
    List<String> created = topicsAdmin.create();
    // then
    assertThat(created).isEmpty();
  }

  @Test
  void shouldSayWhatIsMissing() {
    // given: nothing
    // when
    List<TopicDifference> differences = topicsAdmin.verify();
    // then
    assertThat(differences).hasSize(Topic.required().size());
    assertThat(differences.get(0).message())
        .contains(topics.commands())
        .contains("turnout topics create");
    assertThatThrownBy(topicsAdmin::partitions).hasMessageContaining("does not exist");
  }

  @Test
  void shouldSayWhatIsWrongAndWhatToDo() throws Exception {
    // given
    admin
        .createTopics(
            List.of(
                new NewTopic(topics.routes(), 4, (short) 1),
                new NewTopic(topics.agents(), 3, (short) 1)
                    .configs(Map.of("message.timestamp.type", "LogAppendTime")),
                new NewTopic(topics.journal(), 4, (short) 1)
                    .configs(
                        Map.of(
                            "message.timestamp.type",
                            "LogAppendTime",
                            "retention.ms",
                            "604800000"))))
        .all()
        .get();
    topicsAdmin.create();
    // when
    List<TopicDifference> differences = topicsAdmin.verify();
    // then
    assertThat(differences)
        .extracting(
            d ->
                d.topic().substring(topics.prefix().length() + 1)
                    + " "
                    + d.aspect()
                    + " "
                    + d.expected()
                    + "/"
                    + d.actual())
        .containsExactlyInAnyOrder(
            "routes cleanup.policy compact/delete",
            "routes message.timestamp.type LogAppendTime/CreateTime",
            "agents partitions 4 as in '" + topics.commands() + "'/3",
            "journal retention.ms -1/604800000");
    assertThat(differences)
        .allSatisfy(
            d -> assertThat(d.message()).contains("expected").contains("but got").contains("; "));
  }
}
