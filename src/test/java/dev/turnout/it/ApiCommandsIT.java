package dev.turnout.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.api.ApiServer;
import dev.turnout.events.CommandAccepted;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.MetricReport;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.testing.ApiClient;
import dev.turnout.testing.ApiContract;
import dev.turnout.testing.FakeFleet;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands over HTTP, and every answer held against the document of the API. */
class ApiCommandsIT extends OnTheBus {
  private static final String ROLLOUT =
      """
      {"apiVersion": "turnout.dev/v1alpha1", "kind": "Rollout", "metadata": {"name": "%1$s-v2"},
       "spec": {"model": "%1$s", "stable": {"version": "v1"}, "candidate": {"version": "v2"},
         "strategy": {"canary": {"stages": [{"weight": 0.1, "for": "1h"}], "bake": "1h"}},
         "analysis": {"metrics": [{"name": "errors", "errorRate": {"margin": 0.02}}]}}}
      """;

  private Orchestrator orchestrator;
  private ApiServer server;
  private ApiClient api;
  private ApiContract contract;

  @BeforeEach
  void serve() {
    orchestrator = ready(config("api-commands"));
    server = ApiReadIT.serve(bus);
    api = ApiClient.at(server.port());
    contract = new ApiContract(api.get("/api/v1/openapi.json").json());
  }

  @AfterEach
  void stop() {
    server.close();
    orchestrator.close();
  }

  @Test
  void shouldDescribeExactlyWhatItDoesAndAnswerAsDescribed() {
    // given
    FakeFleet fleet = new FakeFleet(bus, client, "fraud", "node-1");
    fleet.round();
    client.sendBytes(bus.topics().commands(), "fraud".getBytes(UTF_8), "no avro".getBytes(UTF_8));

    // when
    hold("POST /api/v1/rollouts", api.post("/api/v1/rollouts?dryRun=true", rollout("fraud")));
    ApiClient.Answer wrong =
        hold("POST /api/v1/rollouts", api.post("/api/v1/rollouts", "{\"kind\": \"Rollout\"}"));
    ApiClient.Answer started =
        hold(
            "POST /api/v1/rollouts",
            api.post("/api/v1/rollouts?reason=try", rollout("fraud"), "Turnout-Actor", "jane"));
    play(fleet, () -> phase("fraud").equals("Analysing"));
    awaitPhase("fraud", "Analysing");
    read("fraud");
    for (String word : new String[] {"block", "unblock"}) {
      hold(
          "POST /api/v1/models/{model}/" + word,
          api.post("/api/v1/models/fraud/" + word, "{\"reason\": \"incident\"}"));
    }
    assertThat(api.post("/api/v1/models/turnout.policy.0/block", "{}").status()).isEqualTo(404);
    command("approve", 409);
    command("reject", 409);
    command("pause", 200);
    command("resume", 200);
    command("promote", 200);
    ApiClient.Answer refused = command("retry", 409);
    command("abort", 200);
    play(fleet, () -> phase("fraud").equals("Ended"));
    awaitPhase("fraud", "Ended");
    ApiClient.Answer rolledBack = command("rollback", 409);
    hold("POST /api/v1/rollouts/{id}/retry", command("retry", 200));
    policy();
    ApiClient.Answer reported =
        hold(
            "POST /api/v1/models/{model}/reports",
            api.post(
                "/api/v1/models/fraud/reports",
                "{\"rows\": [{\"version\": \"v2\", \"outcome\": \"accuracy\", \"correct\": 9, \"total\": 10}]}",
                "Idempotency-Key",
                "nightly-1"));

    // then
    assertThat(started.status()).isEqualTo(201);
    assertThat(started.header("Location")).isEqualTo("/api/v1/rollouts/fraud-v2");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.json().at("/errors/0/path").asText()).isNotNull();
    assertThat(refused.json().at("/detail").asText()).contains("Expected");
    assertThat(rolledBack.json().at("/commandId").asText()).isNotBlank();
    assertThat(reported.json().at("/runId").asText()).isEqualTo("nightly-1");
    assertThat(client.read(bus.topics().metrics(), MetricReport.class))
        .anyMatch(report -> report.getBootId().equals("nightly-1"));
    CommandAccepted accepted =
        journal("fraud").stream()
            .map(JournalEntry::getEvent)
            .filter(CommandAccepted.class::isInstance)
            .map(CommandAccepted.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(accepted.getActor()).isEqualTo("jane");
    assertThat(accepted.getReason()).isEqualTo("try");
    assertThat(new TreeSet<>(server.operations())).isEqualTo(contract.operations());
    // These were refused here; their accepted answers are those of the others.
    TreeSet<String> missing = new TreeSet<>(contract.operations());
    missing.removeAll(contract.held());
    assertThat(missing)
        .containsExactlyInAnyOrder(
            "GET /api/v1/events",
            "POST /api/v1/rollouts/{id}/rollback",
            "POST /api/v1/rollouts/{id}/approve",
            "POST /api/v1/rollouts/{id}/reject");
  }

  private void policy() {
    String policy =
        """
        {"apiVersion": "turnout.dev/v1alpha1", "kind": "Policy",
         "spec": {"limits": [{"name": "all", "max": 3}]}}
        """;
    assertThat(api.get("/api/v1/policy").json()).isEmpty();
    hold("PUT /api/v1/policy", put("/api/v1/policy?dryRun=true", policy));
    hold("PUT /api/v1/policy", put("/api/v1/policy", policy.replace("3", "0")));
    ApiClient.Answer set = hold("PUT /api/v1/policy", put("/api/v1/policy?wait=30s", policy));
    assertThat(set.status()).as(set.toString()).isEqualTo(200);
    assertThat(set.json().at("/partitions").asInt()).isEqualTo(2);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.get("/api/v1/policy").json().at("/policy/spec/limits").size() == 1);
    hold("GET /api/v1/policy", api.get("/api/v1/policy"));
    hold(
        "DELETE /api/v1/policy",
        api.send(
            "DELETE", "/api/v1/policy?wait=30s&reason=over", HttpRequest.BodyPublishers.noBody()));
  }

  private ApiClient.Answer put(String path, String body) {
    return api.send(
        "PUT", path, HttpRequest.BodyPublishers.ofString(body), "Content-Type", "application/json");
  }

  private void read(String model) {
    hold("GET /api/v1/version", api.get("/api/v1/version"));
    hold("GET /api/v1/openapi.json", api.get("/api/v1/openapi.json"));
    hold("GET /api/v1/openapi.yaml", api.get("/api/v1/openapi.yaml"));
    hold("GET /api/v1/me", api.get("/api/v1/me"));
    hold("GET /api/v1/models", api.get("/api/v1/models"));
    hold("GET /api/v1/models", api.get("/api/v1/models?view=full"));
    hold("GET /api/v1/models", api.get("/api/v1/models?limit=x"));
    hold("GET /api/v1/models/{model}", api.get("/api/v1/models/" + model));
    hold("GET /api/v1/models/{model}", api.get("/api/v1/models/nobody"));
    hold("GET /api/v1/models/{model}/nodes", api.get("/api/v1/models/" + model + "/nodes"));
    hold("GET /api/v1/models/{model}/journal", api.get("/api/v1/models/" + model + "/journal"));
    hold("GET /api/v1/models/{model}/rollouts", api.get("/api/v1/models/" + model + "/rollouts"));
    hold(
        "GET /api/v1/models/{model}/commands/{commandId}",
        api.get("/api/v1/models/" + model + "/commands/nothing"));
    hold("GET /api/v1/rollouts/{id}", api.get("/api/v1/rollouts/" + model + "-v2"));
    hold(
        "GET /api/v1/rollouts/{id}/explain",
        api.get("/api/v1/rollouts/" + model + "-v2/explain?series=true"));
    hold(
        "GET /api/v1/rollouts/{id}/explain.txt",
        api.get("/api/v1/rollouts/" + model + "-v2/explain.txt"));
    hold(
        "GET /api/v1/rollouts/{id}/explain.svg",
        api.get("/api/v1/rollouts/" + model + "-v2/explain.svg"));
    ApiClient.Answer letters = hold("GET /api/v1/dead-letters", api.get("/api/v1/dead-letters"));
    String letter = letters.json().at("/items/0/letter").asText();
    hold("GET /api/v1/dead-letters/{letter}", api.get("/api/v1/dead-letters/" + letter));
  }

  @Test
  void shouldGiveTheFirstAnswerToARepeatedRequestAtAnyInstance() {
    // given
    String[] key = {"Idempotency-Key", "ci-1234"};
    ApiClient.Answer first = api.post("/api/v1/rollouts", rollout("fraud"), key);

    // when
    ApiClient.Answer again = api.post("/api/v1/rollouts", rollout("fraud"), key);
    ApiClient.Answer other =
        api.post("/api/v1/rollouts", rollout("fraud").replace("1h", "2h"), key);
    ApiClient.Answer elsewhere;
    try (ApiServer second = ApiReadIT.serve(bus)) {
      elsewhere = ApiClient.at(second.port()).post("/api/v1/rollouts", rollout("fraud"), key);
    }

    // then
    assertThat(first.status()).as(first.toString()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(elsewhere.json()).isEqualTo(first.json());
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.json().at("/type").asText()).endsWith("/key-reused");
    assertThat(words(journal("fraud")).stream().filter("RolloutStarted"::equals)).hasSize(1);
  }

  @Test
  void shouldSayWhereTheAnswerWillBeWhenNobodyAnswers() {
    // given
    orchestrator.close();

    // when
    ApiClient.Answer answer = api.post("/api/v1/rollouts?wait=100ms", rollout("fraud"));

    // then
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    String location = answer.header("Location");
    assertThat(api.get(location).json().at("/answer").asText()).isEqualTo("none");
    orchestrator = ready(config("api-commands-later"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.get(location).json().at("/answer").asText().equals("accepted"));
  }

  private ApiClient.Answer command(String word, int status) {
    ApiClient.Answer answer =
        hold(
            "POST /api/v1/rollouts/{id}/" + word,
            api.post("/api/v1/rollouts/fraud-v2/" + word, "{\"reason\": \"because\"}"));
    assertThat(answer.status()).as("%s %s", word, answer).isEqualTo(status);
    return answer;
  }

  private ApiClient.Answer hold(String operation, ApiClient.Answer answer) {
    return contract.hold(operation, answer);
  }

  private void awaitPhase(String model, String phase) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.get("/api/v1/models/" + model).json().at("/phase").asText().equals(phase));
  }

  static String rollout(String model) {
    return ROLLOUT.formatted(model);
  }
}
