package dev.turnout.agents.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmokeTesterTest {
  private final ProbedServer server = new ProbedServer();
  private final HttpProbe probe = new HttpProbe();

  @AfterEach
  void close() {
    probe.close();
    server.close();
  }

  @Test
  void shouldPassWhenStatusAndJsonAreRight() {
    server.answers(200, "{\"predictions\": [0.931, \"setosa\"]}");

    SmokeResult result =
        run(
            new JsonCheck("/predictions/0", "0.93", 0.01),
            new JsonCheck("/predictions/1", "\"setosa\"", 0),
            new JsonCheck("/predictions", "[0.93, \"setosa\"]", 0.01));

    assertThat(result).isEqualTo(new SmokeResult(true, ""));
    assertThat(server.lastRequest())
        .isEqualTo("POST /invocations application/json {\"inputs\": [[1]]}");
  }

  @Test
  void shouldSayWhichStatusCame() {
    server.answers(500, "x".repeat(300));

    SmokeResult result = run();

    assertThat(result.passed()).isFalse();
    assertThat(result.reason())
        .isEqualTo(
            "Expected status 200 from POST /invocations, but got 500: " + "x".repeat(200) + "...");
  }

  @Test
  void shouldSayWhichValueCame() {
    server.answers(200, "{\"predictions\": [0.5]}");

    SmokeResult result = run(new JsonCheck("/predictions/0", "0.93", 0.01));

    assertThat(result.reason())
        .isEqualTo(
            "Expected 0.93 within 0.01 at /predictions/0 from POST /invocations, but got 0.5");
  }

  @Test
  void shouldSayThatAValueIsMissing() {
    server.answers(200, "{\"error\": \"no\"}");

    SmokeResult result = run(new JsonCheck("/predictions/0", "1", 0));

    assertThat(result.reason()).endsWith("but there is nothing at that place: {\"error\": \"no\"}");
  }

  @Test
  void shouldSayThatTheAnswerIsNotJson() {
    server.answers(200, "<html>");

    SmokeResult result = run(new JsonCheck("/predictions/0", "1", 0));

    assertThat(result.reason()).endsWith("but the answer is not JSON: <html>");
  }

  @Test
  void shouldFailWhenTheAnswerIsLate() {
    server.waits(60_000);

    SmokeResult result = run(Duration.ofMillis(100));

    assertThat(result.reason())
        .isEqualTo(
            "Expected status 200 from POST /invocations, but no answer came:"
                + " time-out after 100 ms");
  }

  @Test
  void shouldFailWhenNobodyListens() {
    server.close();

    SmokeResult result = run();

    assertThat(result.reason())
        .startsWith("Expected status 200 from POST /invocations, but no answer came: ")
        .contains("Connection refused");
  }

  @Test
  void shouldRefuseAnExpectationThatIsNotJson() {
    assertThatThrownBy(() -> new JsonCheck("/predictions/0", "setosa", 0))
        .hasMessage("Expected a value as JSON text such as 0.93 or \"setosa\", but got 'setosa'");
  }

  private SmokeResult run(JsonCheck... checks) {
    return run(Duration.ofSeconds(60), checks);
  }

  private SmokeResult run(Duration timeout, JsonCheck... checks) {
    ProbeRequest request =
        new ProbeRequest(
            "POST",
            "/invocations",
            Map.of("Content-Type", "application/json"),
            "{\"inputs\": [[1]]}",
            timeout);
    SmokeTest test = new SmokeTest(request, 200, List.of(checks));
    return new SmokeTester(probe).run(test, server.endpoint()).join();
  }
}
