package dev.turnout.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.agents.router.proxy.ProxyConfig;
import dev.turnout.agents.router.proxy.ProxyRouter;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import dev.turnout.embedded.EmbeddedRegistry;
import dev.turnout.status.StatusServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Everything that listens: whatever comes, it goes on to answer, and no answer is a 500. */
@Timeout(300)
class HttpFuzzTest {
  private static final long MOST_BYTES = 16L * 1024 * 1024;
  private static final int SLOW = Integer.getInteger("turnout.fuzz.slow", 12);

  /** How long an answer may take; a damaged request often gets none. */
  private static final int SHORT_MS = 20;

  private static final int LONG_MS = 30_000;
  private static final byte[] GOOD =
      Texts.bytes("GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  private static final List<String> WORDS =
      List.of(
          "\r\n",
          "\n",
          "\r\n\r\n",
          " ",
          ":",
          "\u0000",
          "HTTP/1.1",
          "HTTP/9.9",
          "HTTP/2.0",
          "GET ",
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
          "Content-Length: -1\r\n",
          "Content-Length: 99999999999\r\n",
          "Content-Length: 1\r\nContent-Length: 2\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding: identity, chunked\r\n",
          "ffffffffffffffff\r\n",
          "0\r\n\r\n",
          "-1\r\n",
          "Expect: 100-continue\r\n",
          "Upgrade: h2c\r\nConnection: Upgrade\r\nHTTP2-Settings: x\r\n",
          "Upgrade: websocket\r\nConnection: Upgrade\r\n",
          "%00",
          "%zz",
          "/../..",
          "?x=%",
          "x-user-id: ",
          "Cookie: u=\"",
          "Connection: x-user-id\r\n",
          "Host: [::1\r\n",
          "\u00e9");
  private static final List<byte[]> REQUESTS =
      List.of(
          GOOD,
          Texts.bytes(
              "POST /invocations?user=1 HTTP/1.1\r\nHost: fraud\r\nx-user-id: u1\r\nContent-Type:"
                  + " application/json\r\nContent-Length: 12\r\nConnection: close\r\n\r\n{\"inputs\":1}"),
          Texts.bytes(
              "POST /invocations HTTP/1.1\r\nHost: fraud\r\nTransfer-Encoding: chunked\r\n"
                  + "Connection: close\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
          Texts.bytes(
              "POST /subjects/a-value/versions HTTP/1.1\r\nHost: r\r\nContent-Length: 33\r\nConnection:"
                  + " close\r\n\r\n{\"schema\":\"{\\\"type\\\":\\\"string\\\"}\"}"),
          Texts.bytes("GET /schemas/ids/1 HTTP/1.1\r\nHost: r\r\nConnection: close\r\n\r\n"),
          Texts.bytes(
              "PUT /config/a HTTP/1.1\r\nHost: r\r\nContent-Length: 24\r\nConnection: close\r\n\r\n{\"compatibility\":\"FULL\"}"));

  private final Mutator mutator = Mutator.ofText(Fuzz.SEED, WORDS);

  @Test
  void shouldRouteOrRefuseAnyRequest() throws IOException {
    // given
    HttpServer model = model();
    try (ProxyRouter proxy =
        ProxyRouter.start(
            ProxyConfig.of(Map.of(Seeds.MODEL, new ListenAddress("127.0.0.1", 0)))
                .withTimeouts(
                    Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(100)))) {
      proxy.apply(
          new RouteSnapshot(
              Seeds.MODEL,
              1,
              "salt",
              Stickiness.header("x-user-id"),
              List.of(new VersionRoute("v2", 0.5), new VersionRoute("v1", 0.5)),
              List.of()),
          Map.of("v1", endpoint(model), "v2", endpoint(model)));
      // when / then
      int port = proxy.port(Seeds.MODEL);
      fuzz("proxy", 2_000, new RawHttp(port, SHORT_MS));
      assertThat(new RawHttp(port, LONG_MS).status(head("x-a", 70_000))).isEqualTo(431);
      assertThat(new RawHttp(port, LONG_MS).status(path(70_000))).isEqualTo(414);
    } finally {
      model.stop(0);
    }
  }

  @Test
  void shouldAnswerWhateverIsAskedOfTheStatus() throws IOException {
    try (StatusServer status =
        new StatusServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            List::of,
            List::of,
            List::of,
            () -> "metric 1\n")) {
      fuzz("status", 1_500, new RawHttp(status.port(), SHORT_MS));
      shouldNotWaitForSlowClients(status.port());
    }
  }

  @Test
  void shouldAnswerWhateverIsAskedOfTheRegistry() throws IOException {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      int port = URI.create(registry.url()).getPort();
      fuzz("registry", 2_500, new RawHttp(port, SHORT_MS));
      shouldNotWaitForSlowClients(port);
    }
  }

  private void fuzz(String name, int count, RawHttp server) throws IOException {
    new Fuzz(name, MOST_BYTES, input -> refusal(server, input))
        .run(count, () -> mutator.next(REQUESTS, 0));
    assertThat(new RawHttp(server.port(), LONG_MS).status(GOOD)).isBetween(200, 404);
  }

  private static Optional<String> refusal(RawHttp server, byte[] input) throws IOException {
    int status = server.status(input);
    assertThat(status).isNotEqualTo(500);
    return status / 100 == 2 ? Optional.empty() : Optional.of("status " + status);
  }

  /** Many who begin a request and never end it. */
  private static void shouldNotWaitForSlowClients(int port) throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(Texts.bytes("GET /health/live HTTP/1.1\r\nHost:"));
        slow.add(socket);
      }
      assertThat(new RawHttp(port, LONG_MS).status(GOOD)).isBetween(200, 404);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private static byte[] head(String name, int length) {
    return Texts.bytes(
        "GET / HTTP/1.1\r\nHost: a\r\n" + name + ": " + "y".repeat(length) + "\r\n\r\n");
  }

  private static byte[] path(int length) {
    return Texts.bytes("GET /" + "y".repeat(length) + " HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  private static HttpServer model() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
          }
        });
    server.setExecutor(
        java.util.concurrent.Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            }));
    server.start();
    return server;
  }

  private static Endpoint endpoint(HttpServer server) {
    return Endpoint.parse("http://127.0.0.1:" + server.getAddress().getPort());
  }
}
