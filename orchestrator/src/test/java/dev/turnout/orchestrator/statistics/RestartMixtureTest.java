package dev.turnout.orchestrator.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RestartMixtureTest {
  private static final Instant START = Instant.EPOCH;
  private static final double[] WEIGHTS = {.5, .3, .2};

  @Property(tries = 300, seed = "1")
  void shouldKeepItsValueWhenRestartsAreOpened(
      @ForAll boolean endless,
      @ForAll @LongRange(min = 1, max = 90_000) long horizonSeconds,
      @ForAll List<@LongRange(max = 10_000) Long> waits) {
    // given
    RestartSchedule schedule =
        endless
            ? RestartSchedule.endless(Duration.ofSeconds(1))
            : RestartSchedule.over(Duration.ofSeconds(horizonSeconds));
    RestartMixture mixture = RestartMixture.start(WEIGHTS, schedule, START);
    Instant at = START;

    for (long wait : waits) {
      // when
      at = at.plusMillis(wait);
      mixture.openRestarts(at);

      // then restarts only move wealth
      assertThat(mixture.logM()).isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void shouldOpenARestartEveryMinuteOverALongHorizon() {
    RestartSchedule day = RestartSchedule.over(Duration.ofHours(24));

    assertThat(day.due(Duration.ofSeconds(59))).isZero();
    assertThat(day.due(Duration.ofSeconds(60))).isEqualTo(1);
    assertThat(day.due(Duration.ofHours(30))).isEqualTo(1440);
    assertThat(day.remaining(1440)).isZero();
  }

  @Test
  void shouldOpenSixtyRestartsOverAnHourOrLess() {
    RestartSchedule hour = RestartSchedule.over(Duration.ofHours(1));
    RestartSchedule minute = RestartSchedule.over(Duration.ofMinutes(1));

    assertThat(hour.due(Duration.ofMinutes(30))).isEqualTo(30);
    assertThat(minute.due(Duration.ofSeconds(30))).isEqualTo(30);
  }

  @Test
  void shouldFindALateRegressionOnlyThroughARestart() {
    // given long good behaviour, which costs all the wealth of the first bets
    RestartSchedule schedule = RestartSchedule.over(Duration.ofMinutes(60));
    RestartMixture mixture = RestartMixture.start(new double[] {1}, schedule, START);
    mixture.multiply(new double[] {-1000});

    // when it turns bad after a restart
    mixture.openRestarts(START.plus(Duration.ofMinutes(31)));
    mixture.multiply(new double[] {20});

    // then
    assertThat(mixture.logM()).isGreaterThan(Math.log(100));
  }

  @Test
  void shouldRefuseASnapshotOfOtherAlternatives() {
    MixtureState state = new MixtureState(START, List.of(0.0), 0);

    assertThatThrownBy(
            () -> RestartMixture.restore(WEIGHTS, RestartSchedule.over(Duration.ofHours(1)), state))
        .hasMessageStartingWith("Expected the wealth of 3 alternatives, but got 1");
  }
}
