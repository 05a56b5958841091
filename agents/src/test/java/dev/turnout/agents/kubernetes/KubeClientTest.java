package dev.turnout.agents.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.turnout.agents.testing.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server that misbehaves does to the client; a real one does not. */
class KubeClientTest {
  private static final KubeResource SERVICE = KubeResource.service("ml", "fraud");

  private HttpServer server;
  private int status = 200;
  private String body = "{}";
  private final AtomicInteger asked = new AtomicInteger();

  @BeforeEach
  void startServer() throws IOException {
    startServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.take()));
  }

  private void startServer(InetSocketAddress place) throws IOException {
    server = HttpServer.create(place, 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void shouldFailAtOnceForAWhileAfterNoAnswerCame() throws IOException {
    // given
    AtomicLong nanoTime = new AtomicLong();
    KubeClient client = client(nanoTime::get);
    InetSocketAddress place = server.getAddress();
    server.stop(0);
    assertThatThrownBy(() -> client.get(SERVICE))
        .isInstanceOf(KubeFailure.class)
        .hasMessageMatching(
            "Expected http://127.0.0.1:\\d+ to answer get services ml/fraud within 5 s, but no answer came: .*");

    // when
    startServer(place);

    // then nobody asks it until a second has passed
    nanoTime.addAndGet(999_999_999);
    assertThatThrownBy(() -> client.get(SERVICE)).hasMessageContaining("no answer came");
    assertThat(asked).hasValue(0);
    nanoTime.addAndGet(1);
    assertThat(client.get(SERVICE)).isEmpty();
    assertThat(asked).hasValue(1);
  }

  @Test
  void shouldSayThatItIsNoApiServer() {
    body = "<html>";

    assertThatThrownBy(() -> client().get(SERVICE))
        .isInstanceOf(KubeFailure.class)
        .hasMessageEndingWith("but got something else: is it an API server?");
  }

  @Test
  void shouldTellWhatTheServerSaid() {
    status = 500;
    body = "{\"message\": \"etcdserver: request timed out\"}";

    assertThatThrownBy(() -> client().get(SERVICE))
        .hasMessage(
            "Expected the API server to get services ml/fraud, but it answered 500: etcdserver: request timed out");
  }

  @Test
  void shouldTakeABrokenRuleForNoConflict() {
    status = 422;
    body = "{\"message\": \"invalid\", \"details\": {\"causes\": [{}]}}";
    assertThat(conflict()).isFalse();

    body = "{\"message\": \"the server rejected our request due to an error in our request\"}";
    assertThat(conflict()).isTrue();
  }

  private boolean conflict() {
    try {
      client().patch(SERVICE, new JsonPatch());
      throw new AssertionError("expected a failure");
    } catch (KubeFailure e) {
      return e.isConflict();
    }
  }

  private KubeClient client() {
    return client(System::nanoTime);
  }

  private KubeClient client(LongSupplier nanoTime) {
    try {
      return new KubeClient(
          new KubeAccess(
              URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
              SSLContext.getDefault(),
              Optional::empty,
              "ml"),
          nanoTime);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
