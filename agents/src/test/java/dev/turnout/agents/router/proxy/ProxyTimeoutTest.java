package dev.turnout.agents.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.agents.report.LatencyBins;
import dev.turnout.agents.report.VersionTotals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of requests in which nothing moves. */
class ProxyTimeoutTest {
  // Long enough for what is to come in time, however busy the machine is.
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final ProxyUnderTest proxy = new ProxyUnderTest(TIMEOUT);

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void shouldAnswer504AndCountTheSlowestWhenAVersionIsSilent() {
    proxy.routeTo(proxy.serve(request -> {}));

    HttpResponse<String> response = proxy.get("/");

    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(response.body()).contains("Version 'v1' of model 'fraud' did not answer in time");
    VersionTotals totals = proxy.counted("v1", 1);
    assertThat(totals.errors()).isEqualTo(1);
    assertThat(totals.bins()).containsOnlyKeys(LatencyBins.LAST);
  }

  @Test
  void shouldBreakOffWhenAnAnswerStopsInTheMiddle() {
    proxy.routeTo(proxy.serve(request -> request.response().setChunked(true).write("part")));

    assertThatThrownBy(() -> proxy.get("/")).isInstanceOf(UncheckedIOException.class);

    assertThat(proxy.counted("v1", 1).errors()).isEqualTo(1);
  }

  @Test
  void shouldNotTimeOutAnAnswerThatKeepsComing() {
    proxy.routeTo(
        proxy.serve(
            request -> {
              AtomicInteger ticks = new AtomicInteger();
              request.response().setChunked(true);
              proxy.vertx.setPeriodic(
                  TIMEOUT.toMillis() / 20,
                  timer -> {
                    request.response().write("tick ");
                    if (ticks.incrementAndGet() == 30) {
                      proxy.vertx.cancelTimer(timer);
                      request.response().end();
                    }
                  });
            }));

    assertThat(proxy.get("/").body()).isEqualTo("tick ".repeat(30));
    assertThat(proxy.counted("v1", 1).errors()).isZero();
  }

  @Test
  void shouldNotBlameTheVersionWhenTheClientStopsInTheMiddle() throws IOException {
    proxy.routeTo(proxy.serve(request -> request.body().onSuccess(b -> request.response().end())));

    String answer =
        untilClosed("POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n");

    assertThat(answer).startsWith("HTTP/1.1 408");
    assertThat(proxy.counted("v1", 0).requests()).isZero();
  }

  @Test
  void shouldBlameTheVersionThatNeverAnswersAWebSocket() throws IOException {
    proxy.routeTo(proxy.serve(request -> {}));

    String answer =
        untilClosed(
            "GET / HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 504");
    assertThat(proxy.counted("v1", 1).errors()).isEqualTo(1);
  }

  /** The bytes that the proxy answers to these, until it closes the connection. */
  private String untilClosed(String bytes) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", proxy.port())) {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
