package dev.turnout.agents.router.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.agents.report.Ending;
import dev.turnout.agents.report.ModelCounters;
import dev.turnout.agents.report.RequestOutcome;
import dev.turnout.agents.report.VersionTotals;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.router.proxy.ListenAddress;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogTest {
  private final AccessLog log = AccessLog.open(new ListenAddress("127.0.0.1", 0));
  private final ModelCounters counters = new ModelCounters();

  @AfterEach
  void close() {
    log.close();
  }

  @ParameterizedTest
  @CsvSource({
    "turnout/1 fraud v2 200 1234 haproxy:--, COMPLETE, 200, 1234000",
    "turnout/1 fraud v2 503 9 haproxy:SC, CONNECT_FAILED, 503, 9000",
    "turnout/1 fraud v2 504 2000000 haproxy:sH, TIMED_OUT, 504, 2000000000",
    "turnout/1 fraud v2 502 5 haproxy:SH, BROKEN, 502, 5000",
    "turnout/1 fraud v2 200 5 haproxy:SD, BROKEN, 200, 5000",
    "turnout/1 fraud v2 200 5 haproxy:CD, CLIENT_LEFT, 200, 5000",
    "turnout/1 fraud v2 503 5 haproxy:LR, CONNECT_FAILED, 503, 5000",
    "<190>Nov 21 19:00:00 turnout: turnout/1 fraud v2 200 0.003 nginx:OK:0.002, COMPLETE, 200, 3500000",
    "<190>turnout: turnout/1 fraud v2 500 0.003 nginx:OK:0.002, COMPLETE, 500, 3500000",
    "turnout/1 fraud v2 499 0.003 nginx::-, CLIENT_LEFT, 499, 3500000",
    "turnout/1 fraud v2 504 2.000 nginx:OK:-, TIMED_OUT, 504, 2000500000",
    "turnout/1 fraud v2 502 0.000 nginx:OK:-, CONNECT_FAILED, 502, 500000",
    "turnout/1 fraud v2 200 0.001 nginx::0.000, BROKEN, 200, 1500000",
    "turnout/1 fraud v2 413 0.001 nginx:OK:-, COMPLETE, 413, 1500000",
  })
  void shouldUnderstandHowARequestEnded(String line, Ending ending, int status, long nanos) {
    assertThat(AccessLine.parse(line))
        .contains(new AccessLine("fraud", "v2", new RequestOutcome(ending, status, nanos)));
  }

  @Test
  void shouldUnderstandARequestThatWasTriedTwice() {
    assertThat(AccessLine.parse("turnout/1 m v 200 0.003 nginx:OK:-, 0.002"))
        .map(line -> line.outcome().ending())
        .contains(Ending.COMPLETE);
    assertThat(AccessLine.parse("turnout/1 m v 502 0.003 nginx:OK:-, -"))
        .map(line -> line.outcome().ending())
        .contains(Ending.CONNECT_FAILED);
  }

  @Test
  void shouldCountWhatItHears() throws IOException {
    counters.version("v1");
    counters.version("v2");
    log.count("fraud", counters);

    send("turnout/1 fraud v1 200 5000 haproxy:--");
    send("turnout/1 fraud v2 500 5000 haproxy:--");
    send("turnout/1 fraud v2 200 5000 haproxy:--");
    send("turnout/1 fraud - 503 5 haproxy:LR");
    send("turnout/1 fraud v3 200 5000 haproxy:--");
    send("turnout/1 churn v1 200 5000 haproxy:--");
    send("nonsense");
    await(3);

    assertThat(counters.totals())
        .extracting(VersionTotals::version, VersionTotals::requests, VersionTotals::errors)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("v1", 1L, 0L),
            org.assertj.core.groups.Tuple.tuple("v2", 2L, 1L));
    assertThat(log.unusable()).isEqualTo(3);
  }

  @Test
  void shouldSurviveAnything() throws IOException {
    counters.version("v1");
    log.count("fraud", counters);
    Random random = new Random(1);
    String good = "turnout/1 fraud v1 200 5000 haproxy:--";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder line = new StringBuilder(good);
      for (int j = 0; j < 1 + i % 4; j++) {
        int at = random.nextInt(line.length());
        switch (random.nextInt(3)) {
          case 0 -> line.setCharAt(at, (char) random.nextInt(256));
          case 1 -> line.insert(at, " :-9".charAt(random.nextInt(4)));
          default -> line.deleteCharAt(at);
        }
      }
      log.take(line.toString());
    }
    send("x".repeat(60_000));
    send(good + " ".repeat(3000));

    long before = counters.totals().get(0).requests();
    send(good);
    for (int i = 0; i < 3000 && counters.totals().get(0).requests() == before; i++) {
      pause();
    }
    assertThat(counters.totals().get(0).requests()).isGreaterThan(before);
    assertThat(log.unusable()).isPositive();
  }

  @Test
  void shouldSayThatThePortIsTaken() {
    assertThatThrownBy(() -> AccessLog.open(new ListenAddress("127.0.0.1", log.port())))
        .isInstanceOf(RouterException.class)
        .hasMessageContaining("name another 'log' of the router");
  }

  @Test
  void shouldTakeNoNumbersThatCannotBe() {
    assertThat(AccessLine.parse("turnout/1 m v 200 -5 haproxy:--")).isEqualTo(Optional.empty());
    assertThat(AccessLine.parse("turnout/1 m v 99999 5 haproxy:--")).isEmpty();
    assertThat(AccessLine.parse("turnout/1 m v 200 1e300 nginx:OK:0")).isEmpty();
    assertThat(AccessLine.parse("turnout/1 m v 200 NaN nginx:OK:0.1"))
        .map(line -> line.outcome().latencyNanos())
        .contains(500_000L);
  }

  private void await(long unusable) {
    for (int i = 0; i < 3000 && log.unusable() < unusable; i++) {
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void send(String line) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(
          new DatagramPacket(bytes, bytes.length, new InetSocketAddress("127.0.0.1", log.port())));
    }
  }
}
