package dev.turnout.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.events.RolloutCommand;
import dev.turnout.events.StartRollout;
import dev.turnout.mlflow.WebhookDesk.Delivery;
import dev.turnout.orchestrator.mlflow.MlflowAccess;
import dev.turnout.orchestrator.mlflow.MlflowConfig;
import dev.turnout.orchestrator.mlflow.WebhookConfig;
import dev.turnout.schemas.RecordTypes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With deliveries that MLflow 3.17.2 made. */
class WebhookDeskTest {
  private static final String SECRET = "s3cret-of-the-hook";
  private static final Instant NOW = Instant.ofEpochSecond(1_795_291_140L);
  private static final String ALIAS_SET =
      "{\"entity\": \"model_version_alias\", \"action\": \"created\", \"timestamp\": \"2026-11-21T19:58:57.293089+00:00\", \"data\": {\"name\": \"probe\", \"alias\": \"challenger\", \"version\": \"1\"}}";
  private static final String VERSION_CREATED =
      "{\"entity\": \"model_version\", \"action\": \"created\", \"timestamp\": \"2026-11-21T19:58:57.150142+00:00\", \"data\": {\"name\": \"probe\", \"version\": \"1\", \"source\": \"s3://bucket/x\", \"run_id\": null, \"tags\": {}, \"description\": null}}";

  private final List<RolloutCommand> published = new ArrayList<>();
  private Instant now = NOW;
  private boolean kafkaIsAway;
  @TempDir static Path folder;
  private WebhookDesk desk = desk("challenger", false);

  @BeforeAll
  static void trustOurRecords() {
    RecordTypes.trust();
  }

  @BeforeEach
  void makeDesk() {
    desk = desk("challenger", false);
  }

  @Test
  void shouldTakeTheSignatureThatMlflowMade() {
    // when
    boolean right =
        new Signature("s3cret")
            .isRight(
                "869b0d3b-c30c-4ac6-8d20-8a34069cab4b",
                "1795291137",
                ALIAS_SET.getBytes(UTF_8),
                "v1,ZT5tVjY7PJZvRuXHsFKWvON4mMADElZaUVigefh4Q/4=");
    boolean other =
        new Signature("s3cret")
            .isRight(
                "71e94edc-7e90-4cc3-bf27-083f4deb347b",
                "1795291137",
                VERSION_CREATED.getBytes(UTF_8),
                "v1,3EA659KDRx1F/0GlGBHBsTT9e1Y5CVHaY9k2MEKZFe0=");

    // then
    assertThat(right).isTrue();
    assertThat(other).isTrue();
  }

  @Test
  void shouldStartARolloutOfTheVersionThatTheAliasNames() throws IOException {
    // when
    Reply reply = desk.take(signed("d-1", ALIAS_SET));

    // then
    assertThat(reply.status()).isEqualTo(202);
    RolloutCommand command = published.get(0);
    assertThat(command.getCommandId()).isEqualTo("mlflow-d-1");
    assertThat(command.getModel()).isEqualTo("probe");
    assertThat(command.getRollout()).isEqualTo("probe-v1");
    assertThat(command.getActor()).isEqualTo("mlflow");
    assertThat(command.getReason()).isEqualTo("MLflow: alias challenger of probe names version 1");
    StartRollout start = (StartRollout) command.getAction();
    assertThat(start.getSpec().getCandidate().getSource()).isEqualTo("models:/probe/1");
  }

  @Test
  void shouldPublishNothingForADeliveryThatComesAgain() throws IOException {
    // given
    desk.take(signed("d-1", ALIAS_SET));

    // when
    Reply reply = desk.take(signed("d-1", ALIAS_SET));

    // then
    assertThat(reply).isEqualTo(Reply.duplicate("d-1"));
    assertThat(published).hasSize(1);
  }

  @Test
  void shouldRefuseADeliveryThatSomebodyElseSigned() throws IOException {
    // given
    Delivery right = signed("d-1", ALIAS_SET);
    Delivery forged =
        new Delivery(
            right.id(),
            right.timestamp(),
            right.signature(),
            ALIAS_SET.replace("\"1\"", "\"2\"").getBytes(UTF_8));

    // then
    assertThat(desk.take(forged).status()).isEqualTo(401);
    assertThat(desk.take(new Delivery("d-1", right.timestamp(), "", right.body())).status())
        .isEqualTo(401);
    assertThat(desk.take(new Delivery("d-2", right.timestamp(), right.signature(), right.body())))
        .extracting(Reply::status)
        .isEqualTo(401);
    assertThat(published).isEmpty();
  }

  @Test
  void shouldRefuseADeliveryOfAnotherTime() throws IOException {
    // given
    Delivery delivery = signed("d-1", ALIAS_SET);

    // when
    now = NOW.plus(Duration.ofMinutes(5)).plusSeconds(1);
    Reply late = desk.take(delivery);
    now = NOW.minus(Duration.ofMinutes(6));
    Reply early = desk.take(delivery);

    // then
    assertThat(late.status()).isEqualTo(401);
    assertThat(late.text()).contains("(compare the clocks)");
    assertThat(early.status()).isEqualTo(401);
    assertThat(published).isEmpty();
  }

  @Test
  void shouldLetMlflowDeliverAgainWhatKafkaDidNotTake() throws IOException {
    // given
    kafkaIsAway = true;
    Reply failed = desk.take(signed("d-1", ALIAS_SET));

    // when
    kafkaIsAway = false;
    Reply reply = desk.take(signed("d-1", ALIAS_SET));

    // then
    assertThat(failed.status()).isEqualTo(503);
    assertThat(reply.status()).isEqualTo(202);
    assertThat(published).hasSize(1);
  }

  @Test
  void shouldIgnoreWhatStartsNoRolloutHere() throws IOException {
    assertThat(desk.take(signed("d-1", VERSION_CREATED)).result()).isEqualTo("ignored");
    assertThat(desk.take(signed("d-2", ALIAS_SET.replace("challenger", "champion"))).result())
        .isEqualTo("ignored");
    assertThat(published).isEmpty();
  }

  @Test
  void shouldStartARolloutOfEachNewVersionWhereThatIsAskedFor() throws IOException {
    // given
    desk = desk("challenger", true);

    // when
    Reply reply = desk.take(signed("d-1", VERSION_CREATED));

    // then
    assertThat(reply.result()).isEqualTo("started");
    assertThat(published.get(0).getReason()).isEqualTo("MLflow: version 1 of probe was registered");
  }

  @Test
  void shouldUseTurnoutsNameOfAModel() throws IOException {
    // when
    desk.take(signed("d-1", ALIAS_SET.replace("probe", "team.fraud")));

    // then
    assertThat(published.get(0).getModel()).isEqualTo("fraud");
    StartRollout start = (StartRollout) published.get(0).getAction();
    assertThat(start.getSpec().getCandidate().getSource()).isEqualTo("models:/team.fraud/1");
  }

  @Test
  void shouldFillNoNamesThatWouldChangeTheFile() throws IOException {
    // when
    Reply reply = desk.take(signed("d-1", ALIAS_SET.replace("probe", "x\\nkind: Other")));

    // then
    assertThat(reply.status()).isEqualTo(422);
    assertThat(published).isEmpty();
  }

  @Test
  void shouldRefuseWhatIsNoJson() throws IOException {
    assertThat(desk.take(signed("d-1", "<html>")).status()).isEqualTo(400);
  }

  @Test
  void shouldNotStartWithATemplateThatIsNoRollout() throws IOException {
    Files.writeString(folder.resolve("template.yaml"), "kind: Rollout\n");

    assertThatThrownBy(
            () -> new WebhookDesk(mlflow(), config("challenger", false), c -> {}, () -> now))
        .hasMessageContaining("template.yaml");
  }

  @Test
  void shouldRefuseAnAliasThatFollowsTheRollouts() {
    assertThatThrownBy(() -> withWebhook(config("champion", false)))
        .hasMessageContaining("Expected webhook aliases other than 'champion' and 'previous'");
  }

  private WebhookDesk desk(String alias, boolean versions) {
    try {
      Files.writeString(
          folder.resolve("template.yaml"),
          """
          apiVersion: turnout.dev/v1alpha1
          kind: Rollout
          metadata: {name: "{model}-v{version}"}
          spec:
            model: "{model}"
            candidate: {version: "v{version}", source: "{source}"}
            strategy: {blueGreen: {smokeTest: {path: /ping}, bake: 1m}}
          """);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return new WebhookDesk(mlflow(), config(alias, versions), this::publish, () -> now);
  }

  private void publish(RolloutCommand command) {
    if (kafkaIsAway) {
      throw new KafkaException("away");
    }
    published.add(command);
  }

  private WebhookConfig config(String alias, boolean versions) {
    return new WebhookConfig(
        new InetSocketAddress("127.0.0.1", 0),
        SECRET,
        folder.resolve("template.yaml"),
        Set.of(alias),
        versions,
        false,
        Duration.ofMinutes(5));
  }

  private static MlflowConfig mlflow() {
    MlflowConfig plain = MlflowConfig.of(MlflowAccess.of("http://mlflow:5000", Map.of()));
    return new MlflowConfig(
        plain.access(),
        plain.aliases(),
        Map.of("fraud", "team.fraud"),
        plain.stages(),
        plain.timeout(),
        plain.webhook());
  }

  private static MlflowConfig withWebhook(WebhookConfig webhook) {
    MlflowConfig plain = mlflow();
    return new MlflowConfig(
        plain.access(),
        plain.aliases(),
        plain.models(),
        plain.stages(),
        plain.timeout(),
        java.util.Optional.of(webhook));
  }

  private static Delivery signed(String id, String body) {
    String timestamp = Long.toString(NOW.getEpochSecond());
    byte[] bytes = body.getBytes(UTF_8);
    return new Delivery(id, timestamp, Signatures.of(SECRET, id, timestamp, bytes), bytes);
  }
}
