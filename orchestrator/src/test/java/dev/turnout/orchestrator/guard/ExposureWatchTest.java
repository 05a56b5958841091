package dev.turnout.orchestrator.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.guard.ExposureCheck.Split;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExposureWatchTest {
  private static final Split TENTH = new Split.Random(0.1);
  private final ExposureWatch watch = ExposureWatch.start(Instant.EPOCH);
  private int second;

  @Test
  void shouldSayThatTheCandidateLosesRequests() {
    // when 1000 requests a second, a fifth of the candidate's is lost
    run(120, 40, 460, TENTH);

    // then
    assertThat(watch.alert())
        .startsWith("exposure: the candidate answered 8.00 % of ")
        .contains("its weight is 10.00 %");
  }

  @Test
  void shouldSayNothingIfTheWeightIsKept() {
    // when
    run(600, 50, 450, TENTH);

    // then
    assertThat(watch.alert()).isEmpty();
  }

  @Test
  void shouldNotCountTheTimeBeforeANodeTookAWeight() {
    // given an hour at 10 %
    run(600, 50, 450, TENTH);

    // when the first reports after the change still tell of the time before, a long one
    watch.observe("n1", 5000, 45000, new Split.Random(0.5), Instant.ofEpochSecond(second));
    watch.observe("n2", 5000, 45000, new Split.Random(0.5), Instant.ofEpochSecond(second));
    run(600, 250, 250, new Split.Random(0.5));

    // then
    assertThat(watch.alert()).isEmpty();
  }

  @Test
  void shouldNotCountNodesBetweenTwoWeights() {
    // when one node keeps an old weight
    for (int i = 0; i < 600; i++) {
      report("n1", 250, 250, new Split.Random(0.5));
      report("n2", 50, 450, new Split.Unknown());
      second++;
    }

    // then
    assertThat(watch.alert()).isEmpty();
  }

  @Test
  void shouldGoOnExactlyAfterARestore() {
    // given
    run(33, 40, 460, TENTH);
    ExposureWatch restored = ExposureWatch.restore(watch.state());

    // when
    for (ExposureWatch each : new ExposureWatch[] {watch, restored}) {
      each.observe("n1", 44, 456, TENTH, Instant.ofEpochSecond(50));
    }

    // then
    assertThat(restored.state()).isEqualTo(watch.state());
  }

  private void run(int seconds, int candidate, int baseline, Split split) {
    for (int i = 0; i < seconds; i++) {
      report("n1", candidate, baseline, split);
      report("n2", candidate, baseline, split);
      second++;
    }
  }

  private void report(String node, int candidate, int baseline, Split split) {
    watch.observe(node, candidate, baseline, split, Instant.ofEpochSecond(second));
  }
}
