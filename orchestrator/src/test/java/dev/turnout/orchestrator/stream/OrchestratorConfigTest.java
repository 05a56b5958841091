package dev.turnout.orchestrator.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.orchestrator.lifeline.LifelinePlace;
import dev.turnout.orchestrator.mlflow.Aliases;
import dev.turnout.orchestrator.mlflow.MlflowConfig;
import dev.turnout.orchestrator.mlflow.Stages;
import dev.turnout.yaml.InvalidDocument;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrchestratorConfigTest {

  private static final String KAFKA =
      "kafka:\n  bootstrap.servers: b:9092\n  schema.registry.url: http://r:8081\n";

  @Test
  void shouldHaveDefaults() {
    // given
    String text = KAFKA;
    // when
    OrchestratorConfig config = OrchestratorConfig.parse(text, "orchestrator.yaml");
    // then
    assertThat(config.topics().prefix()).isEqualTo("turnout");
    assertThat(config.group()).isEqualTo("turnout.orchestrator");
    assertThat(config.instanceId()).isEqualTo(OrchestratorConfig.hostName());
    assertThat(config.commitInterval()).isEqualTo(Duration.ofMillis(100));
    assertThat(config.admin().orElseThrow().getPort()).isEqualTo(9640);
    assertThat(config.admin().orElseThrow().getAddress().isLoopbackAddress()).isTrue();
    assertThat(config.createTopics()).isEmpty();
    assertThat(config.lifeline()).isEqualTo(LifelinePlace.automatic());
  }

  @Test
  void shouldReadWhereTheLifelineIs() {
    // given
    String off = KAFKA + "lifeline: off\n";
    String fixed = KAFKA + "lifeline: 10.0.0.5:9641\n";
    // when
    LifelinePlace none = OrchestratorConfig.parse(off, "orchestrator.yaml").lifeline();
    LifelinePlace there = OrchestratorConfig.parse(fixed, "orchestrator.yaml").lifeline();
    // then
    assertThat(none).isEqualTo(LifelinePlace.off());
    assertThat(there).isEqualTo(LifelinePlace.at(new InetSocketAddress("10.0.0.5", 9641)));
    assertThatThrownBy(
            () -> OrchestratorConfig.parse(KAFKA + "lifeline: on\n", "orchestrator.yaml"))
        .hasMessageContaining("Expected host:port, or off, but got 'on'");
  }

  @Test
  void shouldReadEveryKey() {
    // given
    String text =
        KAFKA
            + """
              sasl.jaas.config: secret
            topicPrefix: staging
            instanceId: o-1
            group: mine
            commitInterval: 1s
            admin: 0.0.0.0:1234
            createTopics:
              partitions: 12
              replicationFactor: 2
              metricsRetention: 48h
              agentsRetention: 24h
              deadLettersRetention: 240h
            """;
    // when
    OrchestratorConfig config = OrchestratorConfig.parse(text, "orchestrator.yaml");
    // then
    assertThat(config.kafka()).containsEntry("sasl.jaas.config", "secret");
    assertThat(config.toString()).doesNotContain("secret");
    assertThat(config.topics().prefix()).isEqualTo("staging");
    assertThat(config.transactionalId()).isEqualTo("staging.orchestrator-o-1");
    assertThat(config.group()).isEqualTo("mine");
    assertThat(config.commitInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.admin().orElseThrow().getPort()).isEqualTo(1234);
    assertThat(config.createTopics().orElseThrow().partitions()).isEqualTo(12);
    assertThat(config.createTopics().orElseThrow().metricsRetention())
        .isEqualTo(Duration.ofHours(48));
  }

  @Test
  void shouldReadMlflowAndHideItsSecrets() {
    // given
    String text =
        KAFKA
            + """
            mlflow:
              uri: https://mlflow.example/
              token: s3cret
              aliases: {live: production, previous: before}
              models: {fraud: team.fraud}
              stages: {live: Production, previous: Archived}
              timeout: 3s
            """;
    // when
    MlflowConfig mlflow = OrchestratorConfig.parse(text, "o.yaml").mlflow().orElseThrow();
    MlflowConfig plain =
        OrchestratorConfig.parse(KAFKA + "mlflow: {uri: \"http://m:5000\"}\n", "o.yaml")
            .mlflow()
            .orElseThrow();
    // then
    assertThat(mlflow.access().authorization()).contains("Bearer s3cret");
    assertThat(mlflow.toString()).doesNotContain("s3cret");
    assertThat(mlflow.aliases()).isEqualTo(new Aliases("production", "before"));
    assertThat(mlflow.models()).containsEntry("fraud", "team.fraud");
    assertThat(mlflow.stages()).contains(new Stages("Production", "Archived"));
    assertThat(mlflow.timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(plain.aliases()).isEqualTo(new Aliases("champion", "previous"));
    assertThat(plain.stages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        KAFKA + "mlflow: {uri: sqlite}\n",
        KAFKA + "mlflow: {uri: \"http://m\", aliases: {live: previous}}\n",
        "topicPrefix: turnout",
        KAFKA + "commitInterval: 2m",
        KAFKA + "instanceId: a b",
        KAFKA + "admin: here",
        KAFKA + "topicPrefix: -",
        KAFKA + "interval: 1s",
        KAFKA + "createTopics: {partitions: 0}",
        "kafka: {bootstrap.servers: 'b:9092'}",
      })
  void shouldSayWhatIsWrong(String text) {
    assertThatThrownBy(() -> OrchestratorConfig.parse(text, "orchestrator.yaml"))
        .isInstanceOf(InvalidDocument.class)
        .hasMessageContaining("Expected");
  }

  @Test
  void shouldNotLetTheUserBreakExactlyOnce() {
    // given
    OrchestratorConfig config =
        OrchestratorConfig.of("b:9092", "http://r")
            .withKafka("isolation.level", "read_uncommitted")
            .withKafka("enable.auto.commit", "true")
            .withKafka("acks", "1")
            .withKafka("group.protocol", "consumer")
            .withKafka("group.instance.id", "")
            .withKafka("session.timeout.ms", "9000");
    // when
    var consumer = ClientSettings.consumer(config, Duration.ofSeconds(3));
    var producer = ClientSettings.producer(config);
    // then
    assertThat(consumer)
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.auto.commit", "false")
        .containsEntry("group.protocol", "classic")
        .containsEntry("group.instance.id", config.transactionalId())
        .containsEntry("session.timeout.ms", "9000");
    assertThat(producer).containsEntry("acks", "all");
  }
}
