package dev.turnout.agents.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What every health checker promises; each adapter's test extends it. */
abstract class HealthCheckerContract {
  /** The checker under test, made new for each test. */
  protected abstract HealthChecker checker();

  /** A version whose server is ready at first. */
  protected abstract ServedVersion version();

  /** From now on the server of {@link #version()} is, or is not, ready. */
  protected abstract void serverIsReady(boolean ready);

  @Test
  void shouldKnowNothingOfWhatItDoesNotWatch() {
    assertThat(checker().health(version())).isEqualTo(Health.unknown());
  }

  @Test
  void shouldFindAServerReady() {
    checker().watch(Set.of(version()));
    serverIsReady(true);

    assertThat(settled(Health.State.READY).reason()).isEmpty();
  }

  @Test
  void shouldNoticeAServerThatComesAndGoes() {
    // given
    checker().watch(Set.of(version()));
    serverIsReady(true);
    settled(Health.State.READY);

    // when
    serverIsReady(false);
    Health gone = settled(Health.State.UNREADY);
    serverIsReady(true);

    // then
    assertThat(gone.reason()).isNotEmpty();
    settled(Health.State.READY);
  }

  @Test
  void shouldKeepTheStateOfWhatItWatchesFurther() {
    // given
    checker().watch(Set.of(version()));
    serverIsReady(true);
    settled(Health.State.READY);

    // when
    checker().watch(Set.of(version()));

    // then
    assertThat(checker().health(version()).state()).isEqualTo(Health.State.READY);
  }

  @Test
  void shouldForgetWhatItDoesNotWatchAnyMore() {
    // given
    checker().watch(Set.of(version()));
    serverIsReady(true);
    settled(Health.State.READY);

    // when
    checker().watch(Set.of());

    // then
    assertThat(checker().health(version())).isEqualTo(Health.unknown());
  }

  @Test
  void shouldCloseTwice() {
    checker().close();
    checker().close();
  }

  /** The health once it is in this state. */
  protected final Health settled(Health.State state) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (checker().health(version()).state() != state && System.nanoTime() < limit) {
      LockSupport.parkNanos(5_000_000);
    }
    assertThat(checker().health(version()).state()).isEqualTo(state);
    return checker().health(version());
  }
}
