package dev.turnout.orchestrator.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.turnout.orchestrator.guard.ExposureCheck.Split;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExposureCheckTest {
  private ExposureCheck check = ExposureCheck.start(Instant.EPOCH);

  @Test
  void shouldHaveAMeanOfOneIfTheRoutingIsKept() {
    // given every outcome of a block of six requests at a weight of 0.3
    double mean = 0;
    for (int candidate = 0; candidate <= 6; candidate++) {
      // when
      ExposureCheck block = ExposureCheck.start(Instant.EPOCH);
      block.take(candidate, 6 - candidate, new Split.Random(0.3), Instant.EPOCH);
      double wealth =
          block.state().logWealth().stream().mapToDouble(Math::exp).average().orElseThrow();
      mean +=
          choose(6, candidate) * Math.pow(0.3, candidate) * Math.pow(0.7, 6 - candidate) * wealth;
    }

    // then the part of the wealth that is at stake keeps its mean
    assertThat(mean).isCloseTo(0.7, within(1e-12));
  }

  @Test
  void shouldAlertIfTheCandidateLosesATenthOfItsRequests() {
    // given half an hour of 1000 requests a second at 10 %
    run(1800, 0.1, 1);
    assertThat(check.isMismatch()).isFalse();

    // when
    int seconds = run(600, 0.1, 0.9);

    // then
    assertThat(check.isMismatch()).isTrue();
    assertThat(seconds).isLessThan(90);
  }

  @Test
  void shouldSeldomAlertWithoutReason() {
    int alerts = 0;
    for (int seed = 0; seed < 500; seed++) {
      // given an hour at 100 requests a second, by a normal approximation
      SplittableRandom random = new SplittableRandom(seed);
      check = ExposureCheck.start(Instant.EPOCH);

      // when
      for (int second = 0; second < 3600 && !check.isMismatch(); second++) {
        int candidate = (int) Math.round(10 + 3 * normal(random));
        check.take(
            candidate, 100 - candidate, new Split.Random(0.1), Instant.ofEpochSecond(second));
      }
      alerts += check.isMismatch() ? 1 : 0;
    }

    // then 0.5 are expected at most
    assertThat(alerts).isLessThanOrEqualTo(3);
  }

  @Test
  void shouldLearnNothingWhereTheSplitIsUnknown() {
    // when
    check.take(900, 100, new Split.Unknown(), Instant.EPOCH);
    check.take(900, 100, new Split.Random(0), Instant.EPOCH);
    check.take(900, 100, new Split.Random(1), Instant.EPOCH);

    // then
    assertThat(check.state()).isEqualTo(ExposureCheck.start(Instant.EPOCH).state());
    assertThat(check.isMismatch()).isFalse();
  }

  @Test
  void shouldForgiveAfterALongTimeOfFullShares() {
    // given
    run(60, 0.1, 0.5);
    assertThat(check.isMismatch()).isTrue();

    // when
    int seconds = 0;
    while (check.isMismatch() && seconds < 3600) {
      check.take(100, 900, new Split.Random(0.1), Instant.ofEpochSecond(60 + seconds++));
    }

    // then
    assertThat(seconds).isBetween(1, 1800);
  }

  @Test
  void shouldGoOnExactlyAfterARestore() {
    // given
    run(60, 0.1, 0.95);
    ExposureCheck restored = ExposureCheck.restore(check.state());

    // when
    for (ExposureCheck each : new ExposureCheck[] {check, restored}) {
      each.take(80, 920, new Split.Random(0.1), Instant.ofEpochSecond(200));
    }

    // then
    assertThat(restored.state()).isEqualTo(check.state());
  }

  @Test
  void shouldRefusePercent() {
    assertThatThrownBy(() -> new Split.Random(10)).hasMessageContaining("write 0.1 for 10 %");
  }

  private int run(int seconds, double weight, double kept) {
    SplittableRandom random = new SplittableRandom(11);
    for (int second = 0; second < seconds; second++) {
      if (check.isMismatch()) {
        return second;
      }
      double mean = 1000 * weight * kept;
      long candidate = Math.round(mean + Math.sqrt(mean * (1 - weight)) * normal(random));
      check.take(
          candidate, 1000 * (1 - weight), new Split.Random(weight), Instant.ofEpochSecond(second));
    }
    return seconds;
  }

  private static double normal(SplittableRandom random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  private static double choose(int n, int k) {
    double ways = 1;
    for (int i = 1; i <= k; i++) {
      ways = ways * (n - k + i) / i;
    }
    return ways;
  }
}
