package dev.turnout.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.mlflow.MlflowAccess;
import dev.turnout.orchestrator.mlflow.MlflowConfig;
import dev.turnout.orchestrator.mlflow.WebhookConfig;
import dev.turnout.schemas.CommandSigner;
import dev.turnout.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is answered before a delivery is looked at. */
class WebhookServerTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final WebhookServer server =
      WebhookServer.start(
          MlflowConfig.of(MlflowAccess.of("http://127.0.0.1:1", Map.of())),
          new WebhookConfig(
              new InetSocketAddress("127.0.0.1", 0),
              "a-long-secret",
              Path.of("..", "examples", "mlflow", "challenger.yaml"),
              Set.of("challenger"),
              false,
              false,
              Duration.ofMinutes(5)),
          Map.of("bootstrap.servers", "127.0.0.1:1", "schema.registry.url", "http://127.0.0.1:1"),
          Topics.standard(),
          CommandSigner.NONE,
          meters);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void shouldRefuseWhatIsNoDelivery() throws Exception {
    assertThat(post("/other", 10)).isEqualTo(404);
    assertThat(post(WebhookServer.PATH, 10)).isEqualTo(401);
    assertThat(post(WebhookServer.PATH, 70_000)).isEqualTo(413);
    assertThat(get(WebhookServer.PATH)).isEqualTo(405);
    assertThat(meters.counter("turnout.mlflow.webhooks", "answer", "refused").count()).isEqualTo(4);
  }

  private int post(String path, int bytes) throws IOException, InterruptedException {
    return send(request(path).POST(BodyPublishers.ofByteArray(new byte[bytes])).build());
  }

  private int get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private static int send(HttpRequest request) throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
