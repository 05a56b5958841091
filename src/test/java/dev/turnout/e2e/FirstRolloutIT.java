package dev.turnout.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.turnout.agents.testing.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first rollout of a reader's own endpoints: what the README says, typed as it stands there.
 */
class FirstRolloutIT {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @TempDir private Path directory;

  @Test
  void shouldNeedNoMoreThanFiveCommands() throws IOException {
    assertThat(commands()).hasSizeBetween(3, 5).first().asString().startsWith("./turnout up ");
  }

  @Test
  void shouldPutTheOwnEndpointsBehindARollout() throws Exception {
    // given
    Files.createSymbolicLink(directory.resolve("turnout"), REPOSITORY.resolve("turnout"));
    List<String> commands = commands();
    try (Endpoint v1 = Endpoint.start();
        Endpoint v2 = Endpoint.start()) {
      Map<String, Integer> ports =
          Map.of("8000", FreePorts.take(), "9001", v1.port(), "9002", v2.port());
      String free =
          " --broker-port 0 --registry-port 0 --api-port 0 --listen 127.0.0.1:" + ports.get("8000");

      // when
      try (var up = type(commands.get(0) + free, ports)) {
        up.awaitOutput("Ctrl-C stops it.", LIMIT);
        try (var users = type(commands.get(1), ports);
            var rollout = type(commands.get(2), ports)) {
          rollout.awaitOutput("candidate weight 0.5", LIMIT);
          await().atMost(LIMIT).until(() -> v1.requests.get() > 0 && v2.requests.get() > 0);

          // then
          assertThat(finish(commands.get(3), ports)).contains("v2 in place of v1");
          assertThat(up.output())
              .contains("fraud is served on http://127.0.0.1:" + ports.get("8000"));
        }
      }
    }
  }

  private String finish(String command, Map<String, Integer> ports) throws Exception {
    try (var process = type(command, ports)) {
      int exit = process.awaitExit(LIMIT);
      assertThat(exit).as(process.output()).isZero();
      return process.output();
    }
  }

  /** In a shell, with the ports that are free here in place of the reader's. */
  private TurnoutProcess type(String command, Map<String, Integer> ports) throws IOException {
    String typed = command;
    for (Map.Entry<String, Integer> port : ports.entrySet()) {
      typed = typed.replace("127.0.0.1:" + port.getKey(), "127.0.0.1:" + port.getValue());
    }
    return TurnoutProcess.other(
        directory, Map.of("TURNOUT_BUILD", "never"), List.of("sh", "-c", typed));
  }

  private static List<String> commands() throws IOException {
    return ReadmeCommands.of(REPOSITORY.resolve("README.md"), "## Your own two endpoints")
        .commands();
  }

  /** A server of the reader's, which answers anything. */
  private record Endpoint(HttpServer server, AtomicInteger requests) implements AutoCloseable {
    static Endpoint start() throws IOException {
      var requests = new AtomicInteger();
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            if (exchange.getRequestURI().getPath().equals("/")) {
              requests.incrementAndGet();
            }
            byte[] body = "{\"fraud\": false}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      return new Endpoint(server, requests);
    }

    int port() {
      return server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
