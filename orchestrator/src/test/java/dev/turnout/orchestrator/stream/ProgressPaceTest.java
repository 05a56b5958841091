package dev.turnout.orchestrator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressPaceTest {
  private static final Duration LONGEST_POLL = Duration.ofMillis(100);

  @Test
  void shouldWaitForInputsWhileNothingWaitsForACommit() {
    // given
    ProgressPace pace = new ProgressPace(Duration.ofMillis(1));

    // then
    assertThat(pace.isDue()).isFalse();
    assertThat(pace.pollTime()).isEqualTo(LONGEST_POLL);
  }

  @Test
  void shouldBeDueWhenTheIntervalIsOver() throws InterruptedException {
    // given
    ProgressPace pace = new ProgressPace(Duration.ofMillis(1));
    pace.begin();

    // when
    Thread.sleep(2);

    // then
    assertThat(pace.isDue()).isTrue();
    assertThat(pace.pollTime()).isZero();
  }

  @Test
  void shouldNotBeDueAfterACommit() throws InterruptedException {
    // given
    ProgressPace pace = new ProgressPace(Duration.ofMillis(1));
    pace.begin();
    Thread.sleep(2);

    // when
    pace.end();

    // then
    assertThat(pace.isDue()).isFalse();
  }
}
