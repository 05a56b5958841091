package dev.turnout.agents.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpHealthCheckerTest extends HealthCheckerContract {
  private static final HealthConfig CONFIG =
      new HealthConfig("/ping", Duration.ofMillis(20), Duration.ofSeconds(20), 1, 3);

  private final ProbedServer server = new ProbedServer();
  private final HttpProbe probe = new HttpProbe();
  private final HttpHealthChecker checker = new HttpHealthChecker(probe, CONFIG);
  private final ServedVersion version = new ServedVersion("fraud", "v2", server.endpoint());

  @AfterEach
  void close() {
    checker.close();
    probe.close();
    server.close();
  }

  @Override
  protected HealthChecker checker() {
    return checker;
  }

  @Override
  protected ServedVersion version() {
    return version;
  }

  @Override
  protected void serverIsReady(boolean ready) {
    server.answers(ready ? 200 : 503, ready ? "" : "loading");
  }

  @Test
  void shouldAskForThePathUntilThreeAnswersWereWrong() {
    // given
    checker.watch(Set.of(version));
    settled(Health.State.READY);

    // when
    serverIsReady(false);

    // then
    Health health = settled(Health.State.UNREADY);
    assertThat(health.reason())
        .isEqualTo("Expected status 2xx from GET /ping, but got 503: loading");
    assertThat(health.streak()).isGreaterThanOrEqualTo(3);
    assertThat(server.lastRequest()).startsWith("GET /ping");
  }

  @Test
  void shouldFindADeadServerUnready() {
    server.close();

    checker.watch(Set.of(version));

    assertThat(settled(Health.State.UNREADY).reason()).contains("no answer came");
  }

  @Test
  void shouldNotTakeOneFailureForADeadServer() {
    Health ready = Health.unknown().afterSuccess(1);

    Health after = ready.afterFailure("lost", 3).afterFailure("lost", 3);

    assertThat(after.state()).isEqualTo(Health.State.READY);
    assertThat(after.afterFailure("lost", 3).state()).isEqualTo(Health.State.UNREADY);
    assertThat(after.afterSuccess(1).afterFailure("lost", 3).streak()).isEqualTo(1);
  }
}
