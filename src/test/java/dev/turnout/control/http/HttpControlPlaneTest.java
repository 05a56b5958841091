package dev.turnout.control.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What servers answer that are busy, broken, or something else. */
class HttpControlPlaneTest {
  private static final String PROBLEM =
      "{\"type\": \"https://turnout.dev/problems/%s\", \"title\": \"t\", \"status\": %d, \"detail\": \"Expected more\"%s}";

  private final Deque<Reply> replies = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private ApiAddress address;

  private record Reply(int status, String type, String body) {}

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    address =
        ApiAddress.of(
            "http://localhost:%d/base/".formatted(server.getAddress().getPort()),
            Optional.of("tnt_secret"),
            Optional.empty());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(
        exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
    Reply reply = replies.removeFirst();
    byte[] body = reply.body().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", reply.type());
    exchange.getResponseHeaders().set("Retry-After", "1");
    exchange.getResponseHeaders().set("Location", "http://elsewhere.example");
    exchange.sendResponseHeaders(reply.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void shouldComeAgainWhenItIsToldTo() {
    // given
    problem(429, "too-many-requests", "");
    replies.add(new Reply(200, "application/json", "{\"model\": \"fraud\"}"));

    // when
    String model = new HttpControlPlane(address).states().find("fraud#2").getModel();

    // then
    assertThat(model).isEqualTo("fraud");
    assertThat(asked)
        .containsExactly(
            "/base/api/v1/rollouts/fraud%232 Bearer tnt_secret",
            "/base/api/v1/rollouts/fraud%232 Bearer tnt_secret");
  }

  @Test
  void shouldNotTakeTheTokenElsewhere() {
    // given
    replies.add(new Reply(302, "text/html", "moved"));

    // then
    refused(Exit.INVALID_INPUT, "but got a redirection");
    assertThat(asked).hasSize(1);
  }

  @Test
  void shouldSayWhatIsThereInsteadOfTheApi() {
    // given
    replies.add(new Reply(502, "text/html", "<h1>Bad gateway</h1>"));
    replies.add(new Reply(200, "application/json", "[1]"));
    problem(503, "unavailable", "");
    problem(500, "defect", "");

    // then
    refused(Exit.UNREACHABLE, "but got 502 with text/html");
    refused(Exit.UNREACHABLE, "Expected a JSON object of Turnout's API");
    refused(Exit.UNREACHABLE, "Expected more");
    refused(Exit.DEFECT, "Expected more");
  }

  @Test
  void shouldPointAtTheLinesOfAFile() {
    // given
    problem(
        422,
        "invalid",
        ", \"errors\": [{\"line\": 3, \"column\": 7, \"path\": \"spec.model\", \"message\": \"Expected a name\"}]");

    // then
    refused(Exit.INVALID_INPUT, "line 3, column 7: spec.model: Expected a name");
  }

  @Test
  void shouldSayThatTheServerIsOfALaterVersion() {
    // given
    replies.add(
        new Reply(200, "application/json", "{\"model\": \"fraud\", \"outcome\": \"TELEPORTED\"}"));

    // then
    refused(Exit.UNREACHABLE, "TELEPORTED (is the server of a later version?");
  }

  @Test
  void shouldKeepTheTokenToItself() {
    assertThat(address.toString()).doesNotContain("tnt_secret");
    assertThat(address.warning()).isEmpty();
    assertThat(ApiAddress.of("http://far.example", address.token(), Optional.empty()).warning())
        .hasValueSatisfying(text -> assertThat(text).contains("far.example without encryption"));
  }

  private void problem(int status, String type, String more) {
    replies.add(
        new Reply(status, "application/problem+json", PROBLEM.formatted(type, status, more)));
  }

  private void refused(Exit exit, String words) {
    Failure failure =
        catchThrowableOfType(
            Failure.class, () -> new HttpControlPlane(address).states().find("fraud"));
    assertThat(failure.exit()).isEqualTo(exit);
    assertThat(failure).hasMessageContaining(words).hasMessageNotContaining("tnt_secret");
  }
}
