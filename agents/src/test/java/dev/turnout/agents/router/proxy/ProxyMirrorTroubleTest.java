package dev.turnout.agents.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.report.CopyFate;
import dev.turnout.agents.report.LatencyBins;
import dev.turnout.agents.report.VersionTotals;
import dev.turnout.agents.router.Endpoint;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Whatever a candidate does with its copies, users get their answers as if it were not there. */
class ProxyMirrorTroubleTest {
  private static final int MOST = 8;
  private static final Duration TIMEOUT = Duration.ofMillis(800);
  private static final int REQUESTS = 400;

  private final ProxyUnderTest proxy =
      new ProxyUnderTest(
          config ->
              config
                  .withTimeouts(TIMEOUT, Duration.ofSeconds(1), Duration.ofMillis(200))
                  .withCopies(MOST, 1024));
  private final Endpoint stable = proxy.serve(request -> request.response().end("one"));

  private String name = "";

  @BeforeEach
  void rememberName(TestInfo test) {
    name = test.getTestMethod().orElseThrow().getName();
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void shouldBoundTheCopiesOfACandidateThatHangs() {
    AtomicInteger asked = new AtomicInteger();

    usersAreServedBeside(request -> asked.incrementAndGet());

    long failed = proxy.copies(CopyFate.FAILED, MOST);
    assertThat(failed).isGreaterThanOrEqualTo(MOST);
    assertThat(asked.get()).isLessThanOrEqualTo((int) failed + MOST);
    assertThat(proxy.copies(CopyFate.SHED, 1)).isGreaterThan(REQUESTS / 2);
    VersionTotals totals = proxy.counted("v2", MOST);
    assertThat(totals.bins()).containsOnlyKeys(LatencyBins.LAST);
    assertThat(totals.errors()).isEqualTo(totals.requests());
  }

  @Test
  void shouldLeaveACandidateThatCrashes() {
    usersAreServedBeside(request -> request.connection().close());

    assertThat(proxy.copies(CopyFate.FAILED, 1)).isPositive();
    assertThat(proxy.counted("v2", 1).errors()).isPositive();
  }

  @Test
  void shouldLeaveACandidateThatIsNotThere() {
    HttpServer gone = proxy.listen(0, request -> {});
    Endpoint endpoint = ProxyUnderTest.endpoint(Endpoint.Protocol.HTTP1, gone);
    ProxyUnderTest.await(gone.close());

    usersAreServedBeside(endpoint);

    assertThat(proxy.copies(CopyFate.FAILED, 1)).isPositive();
  }

  @Test
  void shouldCutAnAnswerThatDoesNotEnd() {
    AtomicLong sent = new AtomicLong();

    usersAreServedBeside(request -> pour(request.response().setChunked(true), sent));

    long failed = proxy.copies(CopyFate.FAILED, MOST);
    assertThat(failed).isPositive();
    // A gigabyte each is what it wanted to send.
    assertThat(sent.get()).isLessThan((failed + MOST) * (32L << 20));
  }

  @Test
  void shouldCutAnAnswerThatDrips() {
    usersAreServedBeside(
        request -> {
          HttpServerResponse response = request.response().setChunked(true);
          long timer = proxy.vertx.setPeriodic(20, tick -> response.write("."));
          response.exceptionHandler(gone -> proxy.vertx.cancelTimer(timer));
        });

    assertThat(proxy.copies(CopyFate.FAILED, MOST)).isGreaterThanOrEqualTo(MOST);
  }

  @Test
  void shouldNotCompareLargeAnswers() {
    Endpoint one = proxy.serve(request -> request.response().end("x".repeat(2000)));
    Endpoint other = proxy.serve(request -> request.response().end("y".repeat(2000)));
    proxy.mirror(1, List.of(), Map.of("v1", one, "v2", other));

    String users = proxy.get("/").body();

    assertThat(users).hasSize(2000);
    assertThat(proxy.copies(CopyFate.UNCOMPARED, 1)).isEqualTo(1);
    assertThat(proxy.counted("v2", 1).errors()).isZero();
  }

  private void usersAreServedBeside(Handler<HttpServerRequest> candidate) {
    usersAreServedBeside(proxy.serve(candidate));
  }

  private void usersAreServedBeside(Endpoint candidate) {
    Map<String, Endpoint> endpoints = Map.of("v1", stable, "v2", candidate);
    proxy.mirror(0, List.of(), endpoints);
    median();
    long alone = median();
    proxy.mirror(1, List.of(), endpoints);
    long beside = median();
    System.out.printf(
        "%s: median of a user's request %d us alone, %d us beside the shadow%n",
        name, alone, beside);
    // Who waits for the shadow waits until its time is up; what else it takes is the machine's
    // affair, whose processors all servers share.
    assertThat(beside).isLessThan(TIMEOUT.toNanos() / 2_000);
  }

  /** Every request is answered rightly; the median in microseconds. */
  private long median() {
    long[] micros = new long[REQUESTS];
    for (int i = 0; i < REQUESTS; i++) {
      long started = System.nanoTime();
      assertThat(proxy.get("/").body()).isEqualTo("one");
      micros[i] = (System.nanoTime() - started) / 1000;
    }
    Arrays.sort(micros);
    return micros[REQUESTS / 2];
  }

  private static void pour(HttpServerResponse response, AtomicLong sent) {
    Buffer megabyte = Buffer.buffer(new byte[1 << 20]);
    while (!response.writeQueueFull() && !response.closed() && sent.get() < 1L << 40) {
      response.write(megabyte);
      sent.addAndGet(megabyte.length());
    }
    response.drainHandler(drained -> pour(response, sent));
  }
}
