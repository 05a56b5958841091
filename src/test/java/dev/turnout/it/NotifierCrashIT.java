package dev.turnout.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.agents.testing.FreePorts;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.schemas.Topic;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.TopicsAdmin;
import dev.turnout.testing.Answers;
import dev.turnout.testing.Commands;
import dev.turnout.testing.DiesAt;
import dev.turnout.testing.FakeFleet;
import dev.turnout.testing.MainProcess;
import dev.turnout.testing.Receiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A notifier in a process of its own, killed while a rollout goes on. */
class NotifierCrashIT extends OnTheBus {
  private static final String MODEL = "fraud";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final int admin = FreePorts.take();

  @BeforeEach
  void createTopics() {
    try (Admin client = bus.admin()) {
      new TopicsAdmin(client, bus.topics(), TopicSettings.singleBroker().withPartitions(2))
          .with(Set.of(Topic.NOTIFICATIONS))
          .create();
    }
  }

  @Test
  void shouldTellEverythingInOrderWhereverItIsKilled() throws Exception {
    // given
    Receiver gone = new Receiver();
    int port = gone.port();
    gone.close();
    try (Receiver steady = new Receiver();
        Orchestrator orchestrator = ready(config("crash"));
        MainProcess notifier =
            new MainProcess(
                folder.resolve("notifier.log"), "notify", "run", "-c", file().toString())) {
      Set<String> told = ConcurrentHashMap.newKeySet();
      AtomicBoolean killed = new AtomicBoolean();
      steady.answer(
          body -> {
            // The answer to the ninth event finds nobody.
            if (told.add(id(body)) && told.size() == 9 && killed.compareAndSet(false, true)) {
              notifier.kill();
            }
            return 200;
          });
      configure(steady.url(), gone.url(), DiesAt.when("written", bus.topics().notifications(), 3));
      notifier.start();
      until(this::isReady);

      // when: it dies while it writes to the topic, and again while it calls the receiver
      FakeFleet fleet = new FakeFleet(bus, client, MODEL, "node-1");
      fleet.round();
      client.send(bus.topics().commands(), MODEL, Commands.canary(MODEL, 0.1, 0.5));
      int lives = 1;
      while (outcome(MODEL).equals("none") || lives < 3) {
        fleet.round();
        if (!notifier.isAlive()) {
          configure(steady.url(), gone.url(), Map.of());
          notifier.start();
          lives++;
        }
      }

      // then
      List<String> all = ids();
      until(() -> new LinkedHashSet<>(ids(steady)).size() >= all.size());
      assertToldWithoutGap(steady.all().stream().map(Receiver.Taken::body).toList(), all);
      assertToldWithoutGap(topic(), all);
      try (Receiver back = new Receiver(port)) {
        until(() -> new LinkedHashSet<>(ids(back)).size() >= all.size());
        assertToldWithoutGap(back.all().stream().map(Receiver.Taken::body).toList(), all);
      }
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  /** Each event in order; it may go back, never on past one that was not told. */
  private static void assertToldWithoutGap(List<String> bodies, List<String> all) {
    Map<String, JsonNode> known = new HashMap<>();
    int next = 0;
    for (String body : bodies) {
      JsonNode event = tree(body);
      int place = all.indexOf(id(body));
      assertThat(place).as(body).isBetween(0, next);
      next = Math.max(next, place + 1);
      JsonNode first = known.computeIfAbsent(id(body), id -> event);
      assertThat(event.at("/data/event")).isEqualTo(first.at("/data/event"));
      assertThat(event.path("type")).isEqualTo(first.path("type"));
      assertThat(event.path("time")).isEqualTo(first.path("time"));
    }
    assertThat(next).isEqualTo(all.size());
  }

  private List<String> ids() {
    return journal(MODEL).stream().map(entry -> MODEL + ":" + entry.getSequence()).toList();
  }

  private static List<String> ids(Receiver receiver) {
    return receiver.all().stream().map(Receiver.Taken::body).map(NotifierCrashIT::id).toList();
  }

  private List<String> topic() {
    List<String> bodies = new ArrayList<>();
    client
        .readRaw(bus.topics().notifications())
        .forEach(record -> bodies.add(new String(record.value(), UTF_8)));
    return bodies;
  }

  private static String id(String body) {
    return tree(body).path("id").asText();
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isReady() {
    return Answers.status(admin, "/health/ready") == 200;
  }

  private Path file() {
    return folder.resolve("notify.yaml");
  }

  /** A static member takes its place again without waiting for the end of its session. */
  private void configure(String steady, String away, Map<String, String> more) throws IOException {
    Map<String, String> kafka = new TreeMap<>(more);
    kafka.put("bootstrap.servers", bus.bootstrapServers());
    kafka.put("schema.registry.url", bus.registryUrl());
    kafka.put("group.instance.id", "notifier-1");
    String text =
        """
        kafka: KAFKA
        topicPrefix: PREFIX
        admin: 127.0.0.1:ADMIN
        topic: {}
        webhooks:
          - {name: steady, url: "STEADY", events: ["*"]}
          - {name: away, url: "AWAY", events: ["*"]}
        """
            .replace("KAFKA", JSON.writeValueAsString(kafka))
            .replace("PREFIX", bus.topics().prefix())
            .replace("ADMIN", Integer.toString(admin))
            .replace("STEADY", steady)
            .replace("AWAY", away);
    Files.writeString(file(), text);
  }

  private static void until(BooleanSupplier condition) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(100))
        .until(condition::getAsBoolean);
  }
}
