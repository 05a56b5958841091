package dev.turnout.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.notify.Notifier;
import dev.turnout.notify.NotifyConfig;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.schemas.Topic;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.TopicsAdmin;
import dev.turnout.testing.Commands;
import dev.turnout.testing.FakeFleet;
import dev.turnout.testing.Receiver;
import dev.turnout.testing.Receiver.Taken;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is decided on a real broker reaches those who want to hear of it. */
class NotifierIT extends OnTheBus {
  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final ObjectMapper JSON = new ObjectMapper();

  @BeforeEach
  void createTopics() {
    try (Admin admin = bus.admin()) {
      new TopicsAdmin(admin, bus.topics(), TopicSettings.singleBroker().withPartitions(2))
          .with(Set.of(Topic.NOTIFICATIONS))
          .create();
    }
  }

  @Test
  void shouldTellEverythingInOrderAlthoughReceiversFailAndTheNotifierDies() throws Exception {
    // given
    AtomicBoolean well = new AtomicBoolean();
    try (Receiver steady = new Receiver();
        Receiver shaky = new Receiver();
        Orchestrator orchestrator = ready(config("told"))) {
      shaky.answer(body -> body.contains("\"subject\":\"alpha\"") && !well.get() ? 500 : 200);
      try (Notifier first = notifier(hooks(steady, shaky, "24h"))) {
        until(() -> first.unready().isEmpty());

        // when
        roll("alpha");
        roll("beta");

        // then: what fails of one model holds nothing else up
        until(() -> told(steady, "alpha").contains("dev.turnout.rollout-ended"));
        until(() -> told(shaky, "beta").contains("dev.turnout.rollout-ended"));
        assertThat(told(shaky, "alpha")).isEmpty();
        until(() -> !first.warnings().isEmpty());
        assertThat(first.warnings()).containsExactly("shaky does not take notices: HTTP 500");
        assertThat(first.scrape())
            .contains("turnout_notify_sent_total{receiver=\"steady\",result=\"failed\"} 0.0")
            .doesNotContain("turnout_notify_sent_total{receiver=\"shaky\",result=\"failed\"} 0.0");
        String all =
            "%d.0".formatted(ids("alpha", "rollout").size() + ids("beta", "rollout").size());
        until(() -> first.scrape().contains("receiver=\"steady\",result=\"arrived\"} " + all));
        until(() -> first.scrape().contains("waiting{receiver=\"steady\"} 0.0"));
      }

      // when
      well.set(true);
      try (Notifier second = notifier(hooks(steady, shaky, "24h"))) {
        until(() -> told(shaky, "alpha").contains("dev.turnout.rollout-ended"));
        assertThat(second.unready()).isEmpty();
      }

      // then
      List<String> wanted = ids("alpha", "rollout");
      assertThat(wanted).hasSizeGreaterThan(1);
      assertThat(new ArrayList<>(new LinkedHashSet<>(accepted(shaky, "alpha")))).isEqualTo(wanted);
      assertThat(accepted(steady, "alpha"))
          .as("who took everything is not told again because another one is behind")
          .isEqualTo(wanted);
      assertThat(new ArrayList<>(new LinkedHashSet<>(accepted(shaky, "beta"))))
          .isEqualTo(ids("beta", "rollout"));
      for (Taken one : steady.all()) {
        assertThat(one.signature()).isEqualTo(signature(one));
        assertUnderstood(
            HttpMessageFactory.createReader(
                    Map.of("Content-Type", one.type()), one.body().getBytes(UTF_8))
                .toEvent(),
            tree(one));
      }
      for (ConsumerRecord<byte[], byte[]> one : client.readRaw(bus.topics().notifications())) {
        assertUnderstood(
            KafkaMessageFactory.createReader(one).toEvent(), JSON.readTree(one.value()));
      }
      assertThat(events("alpha")).isEqualTo(ids("alpha", ""));
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  @Test
  void shouldWaitForAReceiverThatIsDownAndGiveUpOneThatStaysAway() throws Exception {
    // given
    Receiver gone = new Receiver();
    int port = gone.port();
    String url = gone.url();
    gone.close();
    try (Receiver gives = new Receiver();
        Orchestrator orchestrator = ready(config("down"))) {
      gives.answer(body -> 404);
      String hooks =
          """
            - {name: away, url: "AWAY"}
            - {name: wrong, url: "WRONG", giveUpAfter: 1s, events: [rollout-ended]}
          """
              .replace("AWAY", url)
              .replace("WRONG", gives.url());
      try (Notifier notifier = notifier(hooks)) {
        until(() -> notifier.unready().isEmpty());
        roll("gamma");
        until(() -> notifier.scrape().contains("receiver=\"wrong\",result=\"given-up\"} 1.0"));

        // when
        try (Receiver back = new Receiver(port)) {
          until(() -> told(back, "gamma").contains("dev.turnout.rollout-ended"));

          // then
          assertThat(accepted(back, "gamma")).isEqualTo(ids("gamma", "rollout"));
        }
        List<ConsumerRecord<byte[], byte[]>> letters = client.readRaw(bus.topics().deadLetters());
        assertThat(letters).hasSize(1);
        assertThat(new String(letters.get(0).headers().lastHeader("turnout.reason").value(), UTF_8))
            .isEqualTo("Expected wrong to take a notice, but HTTP 404");
        assertThat(orchestrator.unready()).isEmpty();
      }
    }
  }

  /** By CloudEvents' own SDK, and as it was written. */
  private static void assertUnderstood(CloudEvent event, JsonNode written) throws IOException {
    assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
    assertThat(event.getId()).isEqualTo(written.path("id").asText());
    assertThat(event.getType()).isEqualTo(written.path("type").asText());
    assertThat(event.getSource()).hasToString(written.path("source").asText());
    assertThat(event.getSubject()).isEqualTo(written.path("subject").asText());
    assertThat(event.getTime().toInstant()).isEqualTo(written.path("time").asText());
    assertThat(event.getExtensionNames()).isEmpty();
    assertThat(JSON.readTree(event.getData().toBytes())).isEqualTo(written.path("data"));
  }

  private void roll(String model) {
    FakeFleet fleet = new FakeFleet(bus, client, model, "node-1");
    fleet.round();
    client.send(bus.topics().commands(), model, Commands.canary(model, 0.5));
    playUntilEnded(fleet, model);
  }

  private String hooks(Receiver steady, Receiver shaky, String giveUp) {
    return """
      - {name: steady, url: "STEADY", secret: "SECRET"}
      - {name: shaky, url: "SHAKY", models: ["*a"], giveUpAfter: GIVEUP}
    """
        .replace("STEADY", steady.url())
        .replace("SHAKY", shaky.url())
        .replace("GIVEUP", giveUp)
        .replace("SECRET", "whsec_" + Base64.getEncoder().encodeToString(KEY));
  }

  private Notifier notifier(String hooks) {
    return Notifier.start(
        NotifyConfig.parse(
            """
            kafka: {bootstrap.servers: "BOOTSTRAP", schema.registry.url: "REGISTRY"}
            topicPrefix: PREFIX
            admin: 127.0.0.1:0
            topic: {}
            webhooks:
            """
                    .replace("BOOTSTRAP", bus.bootstrapServers())
                    .replace("REGISTRY", bus.registryUrl())
                    .replace("PREFIX", bus.topics().prefix())
                + hooks,
            "notify.yaml"));
  }

  /** Ids of the journal's entries of a model whose type begins so, in order. */
  private List<String> ids(String model, String begin) {
    return journal(model).stream()
        .filter(
            entry ->
                entry
                    .getEvent()
                    .getClass()
                    .getSimpleName()
                    .toLowerCase(Locale.ROOT)
                    .startsWith(begin))
        .map(entry -> model + ":" + entry.getSequence())
        .toList();
  }

  private static List<String> accepted(Receiver receiver, String model) {
    return receiver.good().stream()
        .map(NotifierIT::tree)
        .filter(event -> event.path("subject").asText().equals(model))
        .map(event -> event.path("id").asText())
        .toList();
  }

  private static List<String> told(Receiver receiver, String model) {
    return receiver.good().stream()
        .map(NotifierIT::tree)
        .filter(event -> event.path("subject").asText().equals(model))
        .map(event -> event.path("type").asText())
        .toList();
  }

  /** What the topic has of a model, each id once. */
  private List<String> events(String model) throws IOException {
    Set<String> ids = new LinkedHashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : client.readRaw(bus.topics().notifications())) {
      JsonNode event = JSON.readTree(record.value());
      if (event.path("subject").asText().equals(model)) {
        ids.add(event.path("id").asText());
      }
    }
    return List.copyOf(ids);
  }

  /** As the specification says it, written once more. */
  private static String signature(Taken taken) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    String signed = taken.id() + "." + taken.timestamp() + "." + taken.body();
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }

  private static JsonNode tree(Taken taken) {
    try {
      return JSON.readTree(taken.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void until(BooleanSupplier condition) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(100))
        .until(condition::getAsBoolean);
  }
}
