package dev.turnout.it;

import static dev.turnout.it.AgentRig.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.turnout.agents.agent.Agent;
import dev.turnout.agents.config.RouterConfig;
import dev.turnout.agents.router.local.UnixSocket;
import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.testing.FreePorts;
import dev.turnout.events.AgentReport;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.testing.Commands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole rollouts through a real HAProxy and a real NGINX, measured by their access logs. */
class DataPlanesIT extends OnTheBus {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int ROUND = 40;

  static {
    // Otherwise head and body of an answer are two packets, and behind NGINX 40 ms apart.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private Path directory;
  private Process plane;
  private HttpServer candidate;
  private volatile boolean failing;
  private int asked;

  @BeforeEach
  void prepare() throws IOException {
    directory = Files.createTempDirectory("turnout-plane");
    // The workers of an NGINX are nobody if its master is root.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    candidate = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    candidate.setExecutor(Executors.newCachedThreadPool());
    candidate.createContext(
        "/",
        exchange -> {
          boolean bad = failing && exchange.getRequestURI().getPath().equals("/invocations");
          byte[] body = "v2".getBytes(StandardCharsets.UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(bad ? 500 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    candidate.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    candidate.stop(0);
    if (plane != null) {
      plane.destroy();
      plane.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"haproxy", "nginx", "nginx-reload"})
  void shouldPromoteAGoodVersionAndPutRightWhatIsChangedByHand(String kind) throws Exception {
    try (Orchestrator orchestrator = ready(config("good-" + kind));
        AgentRig rig = rig(kind)) {
      // given
      Agent agent = start(rig, kind);

      // when
      client.send(bus.topics().commands(), MODEL, Commands.canary(MODEL, 0.5));
      play(rig, agent, () -> !outcome(MODEL).equals("none"));

      // then
      assertThat(outcome(MODEL)).isEqualTo("PROMOTED");
      play(rig, agent, () -> rig.ask(agent, "ada").equals("v2"));
      emptyByHand(kind);
      play(rig, agent, () -> rig.ask(agent, "ada").equals("v2"));
      play(rig, agent, () -> reports().contains("Somebody else changed the data plane"));
      assertThat(labels()).contains("WEIGHTS").doesNotContain("MIRROR");
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"haproxy", "nginx", "nginx-reload"})
  void shouldSendABadVersionBack(String kind) throws Exception {
    try (Orchestrator orchestrator = ready(config("bad-" + kind));
        AgentRig rig = rig(kind)) {
      // given
      failing = true;
      Agent agent = start(rig, kind);

      // when
      client.send(bus.topics().commands(), MODEL, Commands.canary(MODEL, 0.5));
      play(rig, agent, () -> !outcome(MODEL).equals("none"));

      // then
      assertThat(outcome(MODEL)).isEqualTo("ROLLED_BACK");
      play(rig, agent, () -> rig.ask(agent, "ada").equals("v1"));
      for (int i = 0; i < ROUND; i++) {
        assertThat(rig.ask(agent, "user-" + i)).isEqualTo("v1");
      }
      assertThat(words(journal(MODEL))).contains("WeightSet", "RolloutTurnedBack");
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  private AgentRig rig(String kind) throws IOException {
    require(kind);
    ListenAddress log = new ListenAddress("127.0.0.1", FreePorts.take());
    RouterConfig router =
        kind.equals("haproxy")
            ? new RouterConfig.Haproxy(
                Optional.of(directory), List.of(Stickiness.header("x-user-id")), log)
            : new RouterConfig.Nginx(Optional.of(directory), nginx(kind), log);
    return new AgentRig(bus.config(), bus.topics(), Files.createTempDirectory("turnout-agent"))
        .with("v2", candidate.getAddress().getPort())
        .withRouter(router, FreePorts.take());
  }

  private Agent start(AgentRig rig, String kind) throws IOException, InterruptedException {
    Agent agent = rig.start("node-1");
    List<String> command =
        kind.equals("haproxy")
            ? List.of(
                program(kind).toString(), "-db", "-f", directory.resolve("haproxy.cfg").toString())
            : List.of(
                nginx(kind), "-c", directory.resolve("nginx.conf").toString(), "-g", "daemon off;");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output.log").toFile());
    plane = builder.start();
    assertThat(agent.awaitConnected(LIMIT)).isTrue();
    return agent;
  }

  private void emptyByHand(String kind) throws IOException {
    switch (kind) {
      case "haproxy" -> ask("haproxy.sock", "clear map %s\n".formatted(file("routes.map")));
      case "nginx" -> ask("nginx.sock", "DELETE /%s HTTP/1.0\r\n\r\n".formatted(MODEL));
      default -> {
        String text = Files.readString(file("nginx.conf"));
        Files.writeString(file("nginx.conf"), text.replace("location = /fraud", "location = /x"));
        new ProcessBuilder(nginx(kind), "-s", "reload", "-c", file("nginx.conf").toString())
            .start();
      }
    }
  }

  private void ask(String socket, String command) {
    new UnixSocket(file(socket), Duration.ofSeconds(20)).ask(command);
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  /** The same NGINX, and one that looks for its modules where there are none: it has no Lua. */
  private String nginx(String kind) throws IOException {
    Path real = program("nginx");
    if (kind.equals("nginx")) {
      return real.toString();
    }
    Path bare = file("nginx-without-lua");
    Files.writeString(bare, "#!/bin/sh\nexec %s -p %s \"$@\"\n".formatted(real, directory));
    Files.setPosixFilePermissions(bare, PosixFilePermissions.fromString("rwxr-xr-x"));
    return bare.toString();
  }

  /** Requests go on until something is so. */
  private void play(AgentRig rig, Agent agent, BooleanSupplier until) {
    Awaitility.await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsMatching(e -> e instanceof java.io.UncheckedIOException)
        .until(
            () -> {
              for (int i = 0; i < ROUND; i++) {
                rig.ask(agent, "user-" + asked++);
              }
              return until.getAsBoolean();
            });
  }

  private String reports() {
    return client.read(bus.topics().agents(), AgentReport.class).stream()
        .map(report -> String.valueOf(report.getRefusal()))
        .toList()
        .toString();
  }

  private String labels() {
    return client.read(bus.topics().agents(), AgentReport.class).get(0).getLabels().toString();
  }

  private static void require(String kind) {
    boolean installed = !program(kind.replace("-reload", "")).toString().isEmpty();
    if (!installed) {
      System.out.printf("NOT RUN: a rollout through %s, which is not installed%n", kind);
    }
    assumeTrue(installed);
  }

  /** Debian keeps them where the PATH of users does not look. */
  private static Path program(String name) {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(Path.of(""));
  }
}
