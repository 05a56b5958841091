package dev.turnout.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

  @Test
  void shouldNameTheSevenTopicsOfAnInstallation() {
    // given
    Topics topics = Topics.standard();
    // when
    List<String> all = topics.all();
    // then
    assertThat(all)
        .containsExactly(
            "turnout.commands",
            "turnout.metrics",
            "turnout.agents",
            "turnout.routes",
            "turnout.journal",
            "turnout.rollouts",
            "turnout.dead-letters");
  }

  @Test
  void shouldKeepInstallationsApartByPrefix() {
    // given
    Topics staging = new Topics("staging");
    // when
    List<String> inputs = staging.inputs();
    // then
    assertThat(inputs).containsExactly("staging.commands", "staging.metrics", "staging.agents");
    assertThat(staging.orchestratorGroup()).isEqualTo("staging.orchestrator");
    assertThat(staging.transactionalIdPrefix()).isEqualTo("staging.orchestrator-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.", "-a", "a b", "ä"})
  void shouldRefuseAPrefixThatIsNoTopicName(String prefix) {
    assertThatThrownBy(() -> new Topics(prefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Expected a topic prefix");
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void shouldTakeTheTimeOfTheBrokerOnEveryTopic(Topic topic) {
    // given
    TopicSettings settings = TopicSettings.production();
    // when
    var configuration = Topics.configuration(topic, settings);
    // then
    assertThat(configuration)
        .containsEntry("message.timestamp.type", "LogAppendTime")
        .containsEntry("min.insync.replicas", "2");
  }

  @Test
  void shouldKeepHistoryForEverAndCompactWhatIsCurrent() {
    // given
    TopicSettings settings = TopicSettings.production();
    // when
    var journal = Topics.configuration(Topic.JOURNAL, settings);
    var routes = Topics.configuration(Topic.ROUTES, settings);
    var metrics = Topics.configuration(Topic.METRICS, settings);
    // then
    assertThat(journal)
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("retention.ms", "-1");
    assertThat(routes)
        .containsEntry("cleanup.policy", "compact")
        .containsEntry("retention.ms", "-1");
    assertThat(metrics)
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("retention.ms", "604800000");
  }

  @Test
  void shouldRefuseSettingsThatNoClusterCanHave() {
    var settings = TopicSettings.production();

    assertThatThrownBy(() -> settings.withPartitions(0))
        .hasMessageContaining("Expected partitions in [1, 10000]");
    assertThatThrownBy(() -> settings.withReplicationFactor(0))
        .hasMessageContaining("replication factor");
    assertThatThrownBy(
            () ->
                new TopicSettings(
                    6, (short) 3, Duration.ofSeconds(1), Duration.ofDays(1), Duration.ofDays(1)))
        .hasMessageContaining("retention of metrics");
  }

  @Property(seed = "1")
  void shouldPlaceAModelWhereTheJavaProducerDoes(
      @ForAll @AlphaChars @StringLength(min = 1, max = 63) String model,
      @ForAll @IntRange(min = 1, max = 100) int n) {
    // given
    byte[] key = model.getBytes(UTF_8);
    // when
    int partition = Topics.partitionOf(model, n);
    // then
    assertThat(partition).isEqualTo(BuiltInPartitioner.partitionForKey(key, n));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fraud",
        "f",
        "0",
        "fraud-eu.v2",
        "a23456789012345678901234567890123456789012345678901234567890123"
      })
  void shouldAcceptModelNames(String name) {
    assertThat(ModelName.require(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Fraud",
        "-a",
        "a-",
        ".a",
        "a.",
        "a_b",
        "a b",
        "ä",
        "a/b",
        "a\n",
        "a234567890123456789012345678901234567890123456789012345678901234"
      })
  void shouldRefuseOtherModelNames(String name) {
    assertThatThrownBy(() -> ModelName.require(name)).hasMessageContaining("Expected a model name");
  }
}
