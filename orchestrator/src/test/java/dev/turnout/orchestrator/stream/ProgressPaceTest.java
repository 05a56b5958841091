package dev.turnout.orchestrator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ProgressPaceTest {
  private static final Duration LONGEST_POLL = Duration.ofMillis(100);

  @Test
  void shouldWaitForInputsWhileNothingWaitsForACommit() {
    // given
    ProgressPace pace = new ProgressPace(Duration.ofMillis(1), () -> false);

    // then
    assertThat(pace.isDue()).isFalse();
    assertThat(pace.pollTime()).isEqualTo(LONGEST_POLL);
  }

  @Test
  void shouldBeDueWhenTheIntervalIsOver() throws InterruptedException {
    // given
    ProgressPace pace = new ProgressPace(Duration.ofMillis(1), () -> false);
    pace.begin();

    // when
    Thread.sleep(2);

    // then
    assertThat(pace.isDue()).isTrue();
    assertThat(pace.pollTime()).isZero();
  }

  @Test
  void shouldCommitMoreRarelyWhileThereIsABacklog() throws InterruptedException {
    // given
    AtomicBoolean behind = new AtomicBoolean(true);
    ProgressPace pace = new ProgressPace(Duration.ofMillis(1), behind::get);
    pace.begin();
    Thread.sleep(2);
    Duration waiting = pace.pollTime();

    // when
    behind.set(false);

    // then
    assertThat(waiting).isEqualTo(LONGEST_POLL);
    assertThat(pace.isDue()).isTrue();
  }

  @Test
  void shouldNotBeDueAfterACommit() throws InterruptedException {
    // given
    ProgressPace pace = new ProgressPace(Duration.ofMillis(1), () -> false);
    pace.begin();
    Thread.sleep(2);

    // when
    pace.end();

    // then
    assertThat(pace.isDue()).isFalse();
  }
}
