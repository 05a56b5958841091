package dev.turnout.it;

import static dev.turnout.it.AgentRig.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.RolloutTurnedBack;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.testing.Commands;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A candidate that accepts connections and does not answer, behind a real agent. */
class SilentCandidateIT extends OnTheBus {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path directory;

  @Test
  void shouldGoBackAtTheDeadlineWhenTheCandidateNeverAnswersAProbe() throws Exception {
    try (SilentServer silent = new SilentServer(false);
        AgentRig rig = rig(silent);
        Orchestrator orchestrator = ready(config("silent"));
        Users users = new Users(rig, rig.start("node-1"))) {
      // when
      client.send(
          bus.topics().commands(), MODEL, Commands.canary(MODEL, Duration.ofSeconds(5), 0.2, 0.5));
      users.awaitServed();
      // then
      awaitOutcome("ROLLED_BACK");
      assertThat(reasonOfReturn()).contains("no progress").contains("node-1");
      assertThat(silent.connections()).isPositive();
      users.assertStableAnsweredAll();
      assertThat(users.failed()).isZero();
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  @Test
  void shouldGoBackWhenTheCandidateIsReadyButHangsUnderTraffic() throws Exception {
    try (SilentServer silent = new SilentServer(true);
        AgentRig rig = rig(silent).withRequestTimeout(Duration.ofSeconds(1));
        Orchestrator orchestrator = ready(config("hanging"));
        Users users = new Users(rig, rig.start("node-1"))) {
      // when
      client.send(
          bus.topics().commands(), MODEL, Commands.canary(MODEL, Duration.ofSeconds(60), 0.2, 0.5));
      users.awaitServed();
      // then
      awaitOutcome("ROLLED_BACK");
      assertThat(reasonOfReturn()).contains("requests fail");
      assertThat(users.failed()).as("requests that the candidate was given").isPositive();
      users.assertStableAnsweredAll();
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  private AgentRig rig(SilentServer silent) {
    return new AgentRig(bus.config(), bus.topics(), directory).with("v2", silent.port());
  }

  private void awaitOutcome(String expected) {
    Awaitility.await().atMost(LIMIT).until(() -> !outcome(MODEL).equals("none"));
    assertThat(outcome(MODEL)).isEqualTo(expected);
  }

  private String reasonOfReturn() {
    return journal(MODEL).stream()
        .filter(entry -> entry.getEvent() instanceof RolloutTurnedBack)
        .map(entry -> ((RolloutTurnedBack) entry.getEvent()).getReason())
        .findFirst()
        .orElseThrow();
  }

  /** Accepts everything and answers nothing, or the readiness probe alone. */
  private static final class SilentServer implements AutoCloseable {
    private static final byte[] READY =
        "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger connections = new AtomicInteger();
    private final boolean answersProbes;

    SilentServer(boolean answersProbes) throws IOException {
      this.answersProbes = answersProbes;
      inThread(this::accept);
    }

    int port() {
      return server.getLocalPort();
    }

    int connections() {
      return connections.get();
    }

    private void accept() {
      try {
        while (true) {
          Socket socket = server.accept();
          connections.incrementAndGet();
          inThread(() -> read(socket));
        }
      } catch (IOException e) {
        // Closed.
      }
    }

    private void read(Socket socket) {
      byte[] buffer = new byte[4096];
      try (socket) {
        InputStream in = socket.getInputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          String heard = new String(buffer, 0, n, StandardCharsets.US_ASCII);
          if (answersProbes && heard.contains("/ping")) {
            socket.getOutputStream().write(READY);
          }
        }
      } catch (IOException e) {
        // The other side had enough.
      }
    }

    private static void inThread(Runnable work) {
      Thread thread = new Thread(work, "silent-server");
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
