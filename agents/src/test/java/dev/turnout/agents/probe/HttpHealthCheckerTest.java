package dev.turnout.agents.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpHealthCheckerTest {
  private static final Duration INTERVAL = Duration.ofMillis(20);

  private final ProbedServer server = new ProbedServer();
  private final HttpProbe probe = new HttpProbe();
  private final HttpHealthChecker checker =
      new HttpHealthChecker(
          probe, new HealthConfig("/ping", INTERVAL, Duration.ofMillis(500), 1, 3));
  private final ServedVersion version = new ServedVersion("fraud", "v2", server.endpoint());

  @AfterEach
  void close() {
    checker.close();
    probe.close();
    server.close();
  }

  @Test
  void shouldKnowNothingOfWhatItDoesNotWatch() {
    assertThat(checker.health(version)).isEqualTo(Health.unknown());
  }

  @Test
  void shouldFindAServerReady() {
    checker.watch(Set.of(version));

    assertThat(settled(Health.State.READY).reason()).isEmpty();
    assertThat(server.lastRequest()).startsWith("GET /ping");
  }

  @Test
  void shouldFindAServerUnreadyAfterThreeFailures() {
    // given
    checker.watch(Set.of(version));
    settled(Health.State.READY);

    // when
    server.answers(503, "loading");

    // then
    Health health = settled(Health.State.UNREADY);
    assertThat(health.reason())
        .isEqualTo("Expected status 2xx from GET /ping, but got 503: loading");
    assertThat(health.streak()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void shouldFindADeadServerUnready() {
    server.close();

    checker.watch(Set.of(version));

    assertThat(settled(Health.State.UNREADY).reason()).contains("no answer came");
  }

  @Test
  void shouldForgetWhatIsNotWatchedAnyMore() {
    checker.watch(Set.of(version));
    settled(Health.State.READY);

    checker.watch(Set.of());

    assertThat(checker.health(version)).isEqualTo(Health.unknown());
  }

  @Test
  void shouldNotTakeOneFailureForADeadServer() {
    Health ready = Health.unknown().afterSuccess(1);

    Health after = ready.afterFailure("lost", 3).afterFailure("lost", 3);

    assertThat(after.state()).isEqualTo(Health.State.READY);
    assertThat(after.afterFailure("lost", 3).state()).isEqualTo(Health.State.UNREADY);
    assertThat(after.afterSuccess(1).afterFailure("lost", 3).streak()).isEqualTo(1);
  }

  private Health settled(Health.State state) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (checker.health(version).state() != state && System.nanoTime() < limit) {
      LockSupport.parkNanos(5_000_000);
    }
    assertThat(checker.health(version).state()).isEqualTo(state);
    return checker.health(version);
  }
}
