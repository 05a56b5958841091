package dev.turnout.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnout.api.ApiConfig;
import dev.turnout.api.ApiServer;
import dev.turnout.bus.Connection;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.testing.ApiClient;
import dev.turnout.testing.Commands;
import dev.turnout.testing.FakeFleet;
import dev.turnout.testing.TestBus;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real orchestrator, and the API of another process that only reads. */
class ApiReadIT extends OnTheBus {
  private Orchestrator orchestrator;
  private ApiServer server;
  private ApiClient api;

  @BeforeEach
  void serve() {
    orchestrator = ready(config("api-read"));
    server = serve(bus);
    api = ApiClient.at(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
    orchestrator.close();
  }

  static ApiServer serve(TestBus bus) {
    return serve(bus, ApiConfig.local(0));
  }

  static ApiServer serve(TestBus bus, ApiConfig config) {
    ApiServer server = ApiServer.start(config, new Connection(bus.config(), bus.topics()));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> server.unready().isEmpty());
    return server;
  }

  @Test
  void shouldTellEverythingAboutARolloutWhileItRunsAndAfter() {
    // given
    FakeFleet fleet = new FakeFleet(bus, client, "fraud", "node-1", "node-2");
    try (ApiClient.Events all = api.listen("/api/v1/events");
        ApiClient.Events one = api.listen("/api/v1/events?model=fraud")) {
      fleet.round();

      // when
      client.send(bus.topics().commands(), "fraud", Commands.canary("fraud", 0.1, 0.5));
      playUntilEnded(fleet, "fraud");
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> has(all, "event: state", "\"word\":\"Promoted\""));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> has(one, "event: state", "\"outcome\":\"PROMOTED\""));

      // then
      assertThat(has(all, "event: entry", "\"kind\":\"RolloutStarted\"")).isTrue();
      assertThat(has(one, "event: entry", "candidate weight 0.5")).isTrue();
      assertThat(all.response().headers().firstValue("Content-Type"))
          .hasValue("text/event-stream; charset=utf-8");
    }
    JsonNode list = api.get("/api/v1/models").json();
    assertThat(list.at("/items/0/model").asText()).isEqualTo("fraud");
    assertThat(list.at("/items/0/status").asText()).isEqualTo("Promoted");
    assertThat(list.at("/items/0/nodes/inForce").asInt()).isEqualTo(2);
    JsonNode detail = api.get("/api/v1/models/fraud").json();
    assertThat(detail.at("/stable/version").asText()).isEqualTo("v2");
    assertThat(detail.at("/stepWords/0").asText()).startsWith("setWeight 0.1");
    assertThat(detail.has("snapshot")).isFalse();
    assertThat(api.get("/api/v1/rollouts/fraud-v2").json()).isEqualTo(detail);
    assertThat(api.get("/api/v1/models/fraud/nodes").json().at("/items/1/node").asText())
        .isEqualTo("node-2");
    JsonNode explained = api.get("/api/v1/rollouts/fraud-v2/explain?series=true").json();
    assertThat(explained.at("/outcome").asText()).isEqualTo("Promoted");
    assertThat(explained.at("/series/moments").size()).isPositive();
    assertThat(api.get("/api/v1/rollouts/fraud-v2/explain.svg").header("Content-Type"))
        .startsWith("image/svg+xml");
  }

  @Test
  void shouldPageThroughTheJournalOfOneModelInBothDirections() {
    // given: two models whose entries lie mixed in one partition or two
    FakeFleet first = new FakeFleet(bus, client, "first", "node-1");
    FakeFleet second = new FakeFleet(bus, client, "second", "node-1");
    for (String model : List.of("first", "second")) {
      client.send(bus.topics().commands(), model, Commands.canary(model, 0.1, 0.5));
    }
    play(
        first,
        () -> {
          second.round();
          return !outcome("first").equals("none") && !outcome("second").equals("none");
        });
    List<Long> whole =
        journal("second").stream().map(entry -> entry.getSequence()).collect(toList());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.get("/api/v1/models/second").status() == 200);

    // when
    List<Long> back = new ArrayList<>();
    JsonNode page = api.get("/api/v1/models/second/journal?limit=3").json();
    back.addAll(0, sequences(page));
    while (page.has("older")) {
      page =
          api.get("/api/v1/models/second/journal?limit=3&before=" + page.get("older").asText())
              .json();
      back.addAll(0, sequences(page));
    }
    List<Long> forth = new ArrayList<>();
    page = api.get("/api/v1/models/second/journal?limit=4&after=0").json();
    while (!page.get("items").isEmpty()) {
      forth.addAll(sequences(page));
      page =
          api.get("/api/v1/models/second/journal?limit=4&after=" + page.get("newer").asText())
              .json();
    }

    // then
    assertThat(back).isEqualTo(whole);
    assertThat(forth).isEqualTo(whole);
    JsonNode attempts = api.get("/api/v1/models/second/rollouts").json();
    assertThat(attempts.at("/items/0/rolloutId").asText()).isEqualTo("second-v2");
    assertThat(attempts.at("/items/0/outcome").asText()).isEqualTo("PROMOTED");
    assertThat(attempts.at("/items/0/candidate").asText()).isEqualTo("v2");
  }

  @Test
  void shouldGoOnWithEventsWhereAClientWasOrSayThatItCannot() {
    // given
    FakeFleet fleet = new FakeFleet(bus, client, "fraud", "node-1");
    fleet.round();
    String last;
    try (ApiClient.Events events = api.listen("/api/v1/events")) {
      client.send(bus.topics().commands(), "fraud", Commands.canary("fraud", 0.1));
      play(fleet, () -> events.all().stream().anyMatch(event -> event.contains("RolloutStarted")));
      last =
          events.all().stream()
              .filter(event -> event.contains("RolloutStarted"))
              .findFirst()
              .orElseThrow()
              .lines()
              .filter(line -> line.startsWith("id: "))
              .findFirst()
              .orElseThrow()
              .substring(4);
    }
    playUntilEnded(fleet, "fraud");

    // when
    try (ApiClient.Events again = api.listen("/api/v1/events", "Last-Event-ID", last);
        ApiClient.Events elsewhere = api.listen("/api/v1/events", "Last-Event-ID", "00000000-17")) {
      // then
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> has(again, "event: entry", "RolloutEnded"));
      assertThat(again.all()).noneMatch(event -> event.contains("\"kind\":\"RolloutStarted\""));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> elsewhere.all().stream().anyMatch(event -> event.contains("event: reset")));
    }
  }

  @Test
  void shouldAnswerWrongRequestsWithProblemsAndGuardTheBrowser() {
    // when // then
    ApiClient.Answer unknown = api.get("/api/v1/models/nobody");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.header("Content-Type")).startsWith("application/problem+json");
    assertThat(unknown.json().at("/type").asText()).endsWith("/problems/not-found");
    assertThat(unknown.json().at("/detail").asText()).contains("nobody", "/api/v1/models");
    assertThat(unknown.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
    assertThat(unknown.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(unknown.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(unknown.response().headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(api.get("/api/v1/models?limit=0").status()).isEqualTo(400);
    assertThat(api.get("/api/v1/models?status=Sad").status()).isEqualTo(400);
    assertThat(api.get("/api/v1/nothing").status()).isEqualTo(404);
    assertThat(api.get("/../../etc/passwd").status()).isEqualTo(404);
    ApiClient.Answer posted = api.post("/api/v1/models", "{}");
    assertThat(posted.status()).isEqualTo(405);
    assertThat(posted.header("Allow")).isEqualTo("GET");
    assertThat(api.post("/api/v1/rollouts", "{}", "Origin", "https://evil.example").status())
        .isEqualTo(403);
    assertThat(api.post("/api/v1/rollouts", "x".repeat(2 << 20)).status()).isEqualTo(413);
  }

  @Test
  void shouldKeepConnectionsAndRefuseNamesOfOthersThatLeadHere() throws IOException {
    // when
    String twice =
        raw(
            "GET /api/v1/version HTTP/1.1\r\nHost: localhost:%1$d\r\n\r\n"
                + "GET /api/v1/version HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    String rebound =
        raw("GET /api/v1/models HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

    // then
    assertThat(twice.split("HTTP/1.1 200 OK", -1)).hasSize(3);
    assertThat(rebound).startsWith("HTTP/1.1 403 ").contains("Expected localhost as host");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.formatted(server.port()).getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static List<Long> sequences(JsonNode page) {
    return StreamSupport.stream(page.get("items").spliterator(), false)
        .map(item -> item.get("sequence").asLong())
        .toList();
  }

  static boolean has(ApiClient.Events events, String... parts) {
    return events.all().stream()
        .anyMatch(event -> java.util.Arrays.stream(parts).allMatch(event::contains));
  }
}
