package dev.turnout.agents.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final ServerModel SAME = ServerModel.same();

  private final HttpProbe probe = new HttpProbe();
  private final ModelServers server = new ModelServers();

  @AfterEach
  void close() {
    probe.close();
    server.close();
  }

  @Test
  void shouldFindMlflowReadyWhenItsModelIsLoaded() {
    server.answer("/ping", 200, "\n").answer("/version", 200, "3.17.2");

    assertThat(complaint(new MlflowReadiness())).isEmpty();
  }

  @Test
  void shouldNotTakeEveryPingForMlflow() {
    server.answer("/ping", 200, "pong").answer("/version", 200, "<html>");

    assertThat(complaint(new MlflowReadiness()))
        .contains("Expected MLflow's version from GET /version, but got: <html>");
  }

  @Test
  void shouldFindAnOpenInferenceModelReady() {
    server
        .answer("/v2/health/live", 200, "")
        .answer("/v2/health/ready", 200, "")
        .answer("/v2/models/fraud/ready", 200, "")
        .answer("/v2/models/fraud", 200, "{\"name\": \"fraud\", \"platform\": \"onnx\"}");

    assertThat(complaint(new OpenInferenceReadiness(SAME))).isEmpty();
  }

  @Test
  void shouldNotTakeAReadyServerForAReadyModel() {
    server
        .answer("/v2/health/live", 200, "")
        .answer("/v2/health/ready", 200, "")
        .answer("/v2/models/fraud/ready", 400, "{\"error\": \"not loaded\"}");

    assertThat(complaint(new OpenInferenceReadiness(SAME)))
        .contains(
            "Expected status 2xx from GET /v2/models/fraud/ready, but got 400: {\"error\": \"not"
                + " loaded\"}");
  }

  @Test
  void shouldNotTakeAnotherModelForTheOwn() {
    server
        .answer("/v2/health/live", 200, "")
        .answer("/v2/health/ready", 200, "")
        .answer("/v2/models/fraud/ready", 200, "")
        .answer("/v2/models/fraud", 200, "{\"name\": \"churn\"}");

    assertThat(complaint(new OpenInferenceReadiness(SAME)))
        .contains(
            "Expected 'fraud' at /name from GET /v2/models/fraud, but got: {\"name\": \"churn\"}");
  }

  @Test
  void shouldAskForTheVersionThatIsNamed() {
    server
        .answer("/v2/health/live", 200, "")
        .answer("/v2/health/ready", 200, "")
        .answer("/v2/models/my%20fraud/versions/v2/ready", 200, "")
        .answer("/v2/models/my%20fraud/versions/v2", 200, "{\"name\": \"my fraud\"}");
    ServerModel name = new ServerModel("my fraud", Optional.of("{version}"));

    assertThat(complaint(new OpenInferenceReadiness(name))).isEmpty();
  }

  @Test
  void shouldFindAKserveModelReady() {
    server.answer("/v1/models/fraud", 200, "{\"name\": \"fraud\", \"ready\": true}");

    assertThat(complaint(new KserveReadiness(SAME))).isEmpty();
  }

  @Test
  void shouldReadTheReadyWordOfOlderKserveServers() {
    server.answer("/v1/models/fraud", 200, "{\"name\": \"fraud\", \"ready\": \"True\"}");

    assertThat(complaint(new KserveReadiness(SAME))).isEmpty();
  }

  @Test
  void shouldFindAKserveModelUnreadyThatSaysSo() {
    server.answer("/v1/models/fraud", 200, "{\"name\": \"fraud\", \"ready\": false}");

    assertThat(complaint(new KserveReadiness(SAME)).orElse(""))
        .startsWith("Expected \"ready\": true from GET /v1/models/fraud");
  }

  @Test
  void shouldFindATensorflowModelReadyWhileAnOlderVersionEnds() {
    server.answer("/v1/models/fraud", 200, status("END", "AVAILABLE"));

    assertThat(complaint(new TensorflowReadiness(SAME))).isEmpty();
  }

  @Test
  void shouldFindATensorflowModelUnreadyThatIsLoading() {
    server.answer("/v1/models/fraud/versions/2", 200, status("LOADING"));
    ServerModel name = new ServerModel("fraud", Optional.of("2"));

    assertThat(complaint(new TensorflowReadiness(name)).orElse(""))
        .startsWith(
            "Expected a version that is AVAILABLE from GET /v1/models/fraud/versions/2, but got: ");
  }

  private Optional<String> complaint(Readiness readiness) {
    return readiness.complaint(server.version(), probe, TIMEOUT).join();
  }

  private static String status(String... states) {
    StringBuilder versions = new StringBuilder();
    for (String state : states) {
      versions
          .append(versions.isEmpty() ? "" : ", ")
          .append(
              "{\"version\": \"1\", \"state\": \"%s\", \"status\": {\"error_code\": \"OK\"}}"
                  .formatted(state));
    }
    return "{\"model_version_status\": [" + versions + "]}";
  }
}
