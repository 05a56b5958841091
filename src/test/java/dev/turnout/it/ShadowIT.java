package dev.turnout.it;

import static dev.turnout.it.AgentRig.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.turnout.events.RolloutTurnedBack;
import dev.turnout.events.RouteTable;
import dev.turnout.events.StartRollout;
import dev.turnout.events.WeightSet;
import dev.turnout.orchestrator.codec.SpecCodec;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.spec.RolloutFile;
import dev.turnout.testing.Commands;
import dev.turnout.yaml.InvalidDocument;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shadows through a real broker, orchestrator, agent and proxy. */
class ShadowIT extends OnTheBus {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String SHADOW =
      """
      apiVersion: turnout.dev/v1alpha1
      kind: Rollout
      metadata: {name: fraud-v2}
      spec:
        model: fraud
        stable: {version: v1}
        candidate: {version: v2}
        strategy:
          shadow:
            fraction: 0.5
            for: 2s
            compare: [{pointer: "", tolerance: 0.001}]
            %s
        analysis:
          minimumSample: 200
          warmUp: 0s
          warmUpRequests: 0
          metrics:
            - {name: errors, errorRate: {margin: 0.05}}
            - {name: disagreements, count: {event: disagreements, limit: 0.05}}
      """;

  @TempDir private Path directory;

  @Test
  void shouldPassAGoodCandidateThatNoUserHasSeen() throws Exception {
    try (Candidate candidate = new Candidate("v1");
        AgentRig rig = rig(candidate);
        Orchestrator orchestrator = ready(config("shadow"));
        Users users = new Users(rig, rig.start("node-1"))) {
      // when
      start(SHADOW.formatted(""));
      users.awaitServed();

      // then
      awaitOutcome("PASSED");
      users.assertStableAnsweredAll();
      assertThat(users.failed()).isZero();
      assertThat(candidate.copies()).isGreaterThan(200);
      assertThat(candidate.users()).isZero();
      assertThat(state(MODEL).getStable().getVersion()).isEqualTo("v1");
      assertThat(lastTable().getMirror()).isNull();
      assertThat(lastTable().getVersions()).hasSize(1);
      assertThat(words(journal(MODEL))).doesNotContain("WeightSet");
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  @Test
  void shouldSendACandidateBackThatAnswersOtherwise() throws Exception {
    try (Candidate candidate = new Candidate("another answer");
        AgentRig rig = rig(candidate);
        Orchestrator orchestrator = ready(config("disagreeing"));
        Users users = new Users(rig, rig.start("node-1"))) {
      // when
      start(SHADOW.formatted("then: {canary: {stages: [{weight: 0.5, for: 1s}]}}"));
      users.awaitServed();

      // then
      awaitOutcome("ROLLED_BACK");
      assertThat(reasonOfReturn()).startsWith("disagreements");
      users.assertStableAnsweredAll();
      assertThat(users.failed()).isZero();
      assertThat(candidate.users()).isZero();
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  @Test
  void shouldGoOnAsACanaryAfterTheShadow() throws Exception {
    try (Candidate candidate = new Candidate("v1");
        AgentRig rig = rig(candidate);
        Orchestrator orchestrator = ready(config("going-on"));
        Users users = new Users(rig, rig.start("node-1"))) {
      // when
      start(SHADOW.formatted("then: {canary: {stages: [{weight: 0.5, for: 1s}], bake: 1s}}"));
      users.awaitServed();

      // then
      awaitOutcome("PROMOTED");
      users.assertStableAnsweredAll();
      assertThat(users.failed()).isZero();
      assertThat(candidate.copies()).isGreaterThan(200);
      assertThat(candidate.users()).isPositive();
      assertThat(words(journal(MODEL)))
          .containsSubsequence("MirrorSet", "MirrorSet", "WeightSet", "RolloutEnded");
      assertThat(weights()).isEqualTo(2);
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  private void start(String yaml) throws InvalidDocument {
    RolloutFile file = RolloutFile.parse(yaml, "shadow.yaml");
    var spec = SpecCodec.write(file.spec());
    // Disagreements have one arm only, so that their blocks close by age: by default, a minute.
    spec.getAnalysis().setBlockPatientMs(500);
    spec.getAnalysis().setBlockLongestMs(500);
    client.send(
        bus.topics().commands(),
        MODEL,
        Commands.command(MODEL, file.name().value(), new StartRollout(spec, false)));
  }

  private AgentRig rig(Candidate candidate) {
    return new AgentRig(bus.config(), bus.topics(), directory).with("v2", candidate.port());
  }

  private void awaitOutcome(String expected) {
    Awaitility.await().atMost(LIMIT).until(() -> !outcome(MODEL).equals("none"));
    assertThat(outcome(MODEL)).isEqualTo(expected);
  }

  private RouteTable lastTable() {
    return client.read(bus.topics().routes(), RouteTable.class).stream()
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private long weights() {
    return journal(MODEL).stream().filter(e -> e.getEvent() instanceof WeightSet).count();
  }

  private String reasonOfReturn() {
    return journal(MODEL).stream()
        .filter(entry -> entry.getEvent() instanceof RolloutTurnedBack)
        .map(entry -> ((RolloutTurnedBack) entry.getEvent()).getReason())
        .findFirst()
        .orElseThrow();
  }

  /** A model server that counts who asks it. */
  private static final class Candidate implements AutoCloseable {
    private final AtomicInteger copies = new AtomicInteger();
    private final AtomicInteger users = new AtomicInteger();
    private final HttpServer server;

    Candidate(String answer) throws IOException {
      byte[] body = answer.getBytes(StandardCharsets.UTF_8);
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            if ("true".equals(exchange.getRequestHeaders().getFirst("x-turnout-mirror"))) {
              copies.incrementAndGet();
            } else if (exchange.getRequestURI().getPath().equals("/invocations")) {
              users.incrementAndGet();
            }
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    }

    int port() {
      return server.getAddress().getPort();
    }

    int copies() {
      return copies.get();
    }

    int users() {
      return users.get();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
