package dev.turnout.demo.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.turnout.demo.iris.Flower;
import dev.turnout.demo.iris.Species;
import dev.turnout.events.MetricReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserLoadTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<Flower> FLOWERS =
      List.of(new Flower(List.of(5.1, 3.5, 1.4, 0.2), Species.SETOSA));

  private final Tally tally = new Tally(Clock.systemUTC());
  private final Set<String> users = ConcurrentHashMap.newKeySet();
  private HttpServer proxy;

  @AfterEach
  void stopProxy() {
    proxy.stop(0);
  }

  @Test
  void shouldBookEachPredictionToTheVersionThatAnswered() throws IOException {
    // given
    URI address = proxyThatAnswers(200, "v2", "{\"predictions\":[\"setosa\"]}");

    // when
    ask(address, () -> tally.of("v2").right() >= 20);

    // then
    assertThat(tally.of("v2").wrong()).isZero();
    assertThat(tally.of("v2").firstReply()).isPresent();
    assertThat(tally.counted().lost()).isZero();
    assertThat(users).hasSizeGreaterThan(10).allMatch(user -> user.startsWith("user-"));
  }

  @Test
  void shouldCallAnotherSpeciesWrong() throws IOException {
    // given
    URI address = proxyThatAnswers(200, "v2", "{\"predictions\":[\"virginica\"]}");

    // when
    ask(address, () -> tally.of("v2").wrong() >= 5);

    // then
    assertThat(tally.of("v2").right()).isZero();
    assertThat(tally.of("v2").served()).isEqualTo(tally.of("v2").wrong());
  }

  @Test
  void shouldBlameTheVersionForItsOwnErrors() throws IOException {
    // given
    URI address = proxyThatAnswers(500, "v2", "{}");

    // when
    ask(address, () -> tally.of("v2").failed() >= 5);

    // then
    assertThat(tally.counted().lost()).isZero();
    assertThat(tally.of("v2").served()).isZero();
  }

  @Test
  void shouldCountWhatNoVersionAnsweredAsLost() throws IOException {
    // given
    URI address = proxyThatAnswers(503, "v2", "{}");

    // when
    ask(address, () -> tally.counted().lost() >= 5);

    // then
    assertThat(tally.counted().failed()).isZero();
  }

  @Test
  void shouldCountARefusedConnectionAsLost() throws IOException {
    // given
    URI address = proxyThatAnswers(200, "v2", "{}");
    proxy.stop(0);

    // when
    ask(address, () -> tally.counted().lost() >= 5);

    // then
    assertThat(tally.counted().served()).isZero();
  }

  @Test
  void shouldReportTheLabelsOfEachVersion() throws IOException {
    // given
    proxyThatAnswers(200, "v1", "");
    tally.count("v1", Reply.RIGHT, Duration.ofMillis(3));
    tally.count("v1", Reply.WRONG, Duration.ofMillis(3));
    tally.count("v1", Reply.FAILED, Duration.ofMillis(3));
    var reports = new CopyOnWriteArrayList<MetricReport>();

    // when
    try (var labels = LabelReporter.start("iris", tally, Clock.systemUTC(), reports::add)) {
      await().atMost(LIMIT).until(() -> reports.size() >= 2);
    }

    // then
    assertThat(reports).extracting(MetricReport::getSequence).startsWith(1L, 2L);
    var score = reports.get(1).getVersions().get(0).getScores().get(0);
    assertThat(score.getOutcome()).isEqualTo("accuracy");
    assertThat(score.getTotal()).isEqualTo(2);
    assertThat(score.getBad()).isEqualTo(1.0);
  }

  private interface Condition {
    boolean holds();
  }

  private void ask(URI address, Condition enough) {
    try (var load = UserLoad.start(List.of(address), FLOWERS, 200, new Random(1), tally)) {
      await().atMost(LIMIT).until(enough::holds);
    }
  }

  private URI proxyThatAnswers(int status, String version, String body) throws IOException {
    proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          users.add(exchange.getRequestHeaders().getFirst("x-user-id"));
          exchange.getResponseHeaders().set("x-turnout-version", version);
          exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
          exchange.getResponseBody().write(body.getBytes(UTF_8));
          exchange.close();
        });
    proxy.start();
    return URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
  }
}
