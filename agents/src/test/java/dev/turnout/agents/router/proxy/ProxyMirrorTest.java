package dev.turnout.agents.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.report.CopyFate;
import dev.turnout.agents.report.ScoreTotals;
import dev.turnout.agents.report.VersionTotals;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.routing.AnswerRule;
import dev.turnout.agents.routing.Stickiness;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProxyMirrorTest {
  private final ProxyUnderTest proxy = new ProxyUnderTest();
  private final Endpoint stable = proxy.serve(request -> request.response().end("one"));

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void shouldCopyTheRequestAndThrowTheAnswerAway() {
    // given
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    Endpoint candidate =
        proxy.serve(
            request ->
                request
                    .body()
                    .onSuccess(
                        body -> {
                          seen.add(describe(request) + " " + body);
                          request.response().end("two");
                        }));
    proxy.mirror(1, List.of(), Map.of("v1", stable, "v2", candidate));

    // when
    HttpResponse<String> response =
        proxy.send(
            proxy
                .request("/invocations?a=b")
                .header("x-request-id", "r-1")
                .POST(BodyPublishers.ofString("[1]")));

    // then
    assertThat(response.body()).isEqualTo("one");
    assertThat(response.headers().firstValue("x-turnout-version")).contains("v1");
    VersionTotals copies = proxy.counted("v2", 1);
    assertThat(seen).containsExactly("POST /invocations?a=b true r-1 [1]");
    assertThat(copies.requests()).isEqualTo(1);
    assertThat(copies.errors()).isZero();
    assertThat(copies.bins()).hasSize(1);
    assertThat(proxy.copies(CopyFate.DISAGREED, 1)).isEqualTo(1);
    assertThat(scores("v2")).containsEntry("disagreements", new ScoreTotals(1, 1));
    assertThat(scores("v2")).containsEntry("shed-copies", new ScoreTotals(1, 0));
  }

  @Test
  void shouldCopyTheWantedShare() {
    // given
    Endpoint candidate = proxy.serve(request -> request.response().end("one"));
    proxy.mirror(0.2, List.of(), Map.of("v1", stable, "v2", candidate));
    int requests = 3000;

    // when
    for (int i = 0; i < requests; i++) {
      proxy.get("/");
    }

    // then
    // Chance goes further once in 500 million times.
    double width = 6 * Math.sqrt(requests * 0.2 * 0.8);
    long copies = proxy.copies(CopyFate.AGREED, (long) (requests * 0.2 - width));
    assertThat((double) copies).isBetween(requests * 0.2 - width, requests * 0.2 + width);
    assertThat(proxy.counted("v1", requests).requests()).isEqualTo(requests);
  }

  @Test
  void shouldCompareByTheRulesOfTheTable() {
    // given
    Endpoint one = proxy.serve(request -> request.response().end("{\"p\": [0.5], \"id\": 1}"));
    Endpoint other = proxy.serve(request -> request.response().end("{\"p\": [0.5001], \"id\": 2}"));
    Map<String, Endpoint> endpoints = Map.of("v1", one, "v2", other);

    // when
    proxy.mirror(1, List.of(new AnswerRule("/p/0", 0.001, false)), endpoints);
    proxy.get("/");
    long agreed = proxy.copies(CopyFate.AGREED, 1);
    proxy.mirror(1, List.of(new AnswerRule("/p/0", 0.00001, false)), endpoints);
    proxy.get("/");

    // then
    assertThat(agreed).isEqualTo(1);
    assertThat(proxy.copies(CopyFate.DISAGREED, 1)).isEqualTo(1);
    assertThat(scores("v2")).containsEntry("disagreements", new ScoreTotals(2, 1));
  }

  @Test
  void shouldCopyTooWhatTheStableVersionDoesNotAnswer() {
    // given
    Endpoint failing = proxy.serve(request -> request.response().setStatusCode(500).end());
    Endpoint candidate = proxy.serve(request -> request.response().end("one"));
    proxy.mirror(1, List.of(), Map.of("v1", failing, "v2", candidate));

    // when
    HttpResponse<String> response = proxy.get("/");

    // then
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(proxy.copies(CopyFate.UNCOMPARED, 1)).isEqualTo(1);
    assertThat(proxy.counted("v2", 1).errors()).isZero();
    assertThat(scores("v2")).doesNotContainKey("disagreements");
  }

  @Test
  void shouldNotCopyWhatIsNotKept() {
    // given
    AtomicInteger copies = new AtomicInteger();
    Endpoint reading =
        proxy.serve(request -> request.body().onSuccess(all -> request.response().end()));
    Endpoint candidate =
        proxy.serve(
            request -> {
              copies.incrementAndGet();
              request.response().end();
            });
    proxy.mirror(1, List.of(), Map.of("v1", reading, "v2", candidate));
    byte[] large = new byte[(1 << 20) + 1];

    // when
    proxy.send(proxy.request("/").POST(BodyPublishers.ofByteArray(large)));
    proxy.webSockets.connect(proxy.port(), "127.0.0.1", "/").onComplete(ignored -> {});

    // then
    assertThat(proxy.copies(CopyFate.TOO_LARGE, 1)).isEqualTo(1);
    assertThat(proxy.copies(CopyFate.STREAMED, 1)).isEqualTo(1);
    assertThat(copies).hasValue(0);
  }

  @Test
  void shouldStopCopyingWithTheNextTable() {
    // given
    AtomicInteger copies = new AtomicInteger();
    Endpoint candidate =
        proxy.serve(
            request -> {
              copies.incrementAndGet();
              request.response().end("one");
            });
    Map<String, Endpoint> endpoints = Map.of("v1", stable, "v2", candidate);
    proxy.mirror(1, List.of(), endpoints);
    proxy.get("/");
    proxy.copies(CopyFate.AGREED, 1);

    // when
    proxy.route(Stickiness.none(), 0, endpoints);
    for (int i = 0; i < 50; i++) {
      proxy.get("/");
    }

    // then
    assertThat(proxy.counted("v1", 51).requests()).isEqualTo(51);
    assertThat(copies).hasValue(1);
  }

  /** A client that says so itself would get answers that nobody counts on. */
  @Test
  void shouldNotLetClientsCallTheirRequestsCopies() {
    // given
    Endpoint telling =
        proxy.serve(request -> request.response().end("" + request.getHeader("x-turnout-mirror")));
    proxy.routeTo(telling);

    // when
    HttpResponse<String> response =
        proxy.send(proxy.request("/").header("x-turnout-mirror", "true"));

    // then
    assertThat(response.body()).isEqualTo("null");
  }

  /** Servers close idle connections when they like; a user's request would be sent again. */
  @Test
  void shouldNotBlameTheCandidateForAConnectionThatItClosed() {
    // given
    Map<Object, AtomicInteger> uses = new ConcurrentHashMap<>();
    Endpoint candidate =
        proxy.serve(
            request -> {
              Object connection = request.connection();
              if (uses.computeIfAbsent(connection, c -> new AtomicInteger()).getAndIncrement()
                  > 0) {
                request.connection().close();
              } else {
                request.response().end("one");
              }
            });
    proxy.mirror(1, List.of(), Map.of("v1", stable, "v2", candidate));

    // when
    for (int i = 1; i <= 10; i++) {
      proxy.get("/");
      // So that the next copy finds its connection.
      proxy.awaitCopies(i, CopyFate.LOST, CopyFate.AGREED);
    }

    // then
    assertThat(proxy.copies(CopyFate.LOST, 5)).isEqualTo(5);
    assertThat(proxy.copies(CopyFate.AGREED, 5)).isEqualTo(5);
    assertThat(proxy.counted("v2", 5).requests()).isEqualTo(5);
    assertThat(proxy.counted("v2", 5).errors()).isZero();
  }

  @Test
  void shouldCopyToAServerThatSpeaksHttp2() {
    // given
    Endpoint candidate = proxy.serveH2c(request -> request.response().end("one"));
    proxy.mirror(1, List.of(), Map.of("v1", stable, "v2", candidate));

    // when
    for (int i = 0; i < 5; i++) {
      proxy.get("/");
    }

    // then
    assertThat(proxy.copies(CopyFate.AGREED, 5)).isEqualTo(5);
  }

  @Test
  void shouldCountCopiesThatNobodyIsThereFor() {
    // given
    proxy.mirror(1, List.of(), Map.of("v1", stable));

    // when
    HttpResponse<String> response = proxy.get("/");

    // then
    assertThat(response.body()).isEqualTo("one");
    assertThat(proxy.copies(CopyFate.FAILED, 1)).isEqualTo(1);
    assertThat(proxy.counted("v2", 1).errors()).isEqualTo(1);
  }

  private Map<String, ScoreTotals> scores(String version) {
    return proxy.router.counters(ProxyUnderTest.MODEL).version(version).totals().scores();
  }

  private static String describe(HttpServerRequest request) {
    return "%s %s %s %s"
        .formatted(
            request.method(),
            request.uri(),
            request.getHeader("x-turnout-mirror"),
            request.getHeader("x-request-id"));
  }
}
