package dev.turnout.orchestrator.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.turnout.orchestrator.guard.NodeLevels.Scale;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OverdispersionTest {
  private static final NodeLevels UNKNOWN = NodeLevels.start(Scale.LOG_RATE, Instant.EPOCH);

  private final Overdispersion spread = Overdispersion.start(Scale.LOG_RATE, Instant.EPOCH);

  @Test
  void shouldKnowNothingBeforeTwoMinutes() {
    // given
    minute(1, 30, 3, 3);

    // then
    assertThat(spread.factor()).isEmpty();
  }

  @Test
  void shouldKnowNothingFromOneNode() {
    // given
    for (int minute = 1; minute <= 10; minute++) {
      minute(minute, 30);
    }

    // then
    assertThat(spread.factor()).isEmpty();
  }

  @Test
  void shouldBoundTheSpreadOfTwoMinutes() {
    // given 3 nodes, 100 requests each a minute: 6, 3, 3 bad, then 0, 3, 3
    minute(1, 6, 3, 3);
    minute(2, 0, 3, 3);

    // then by hand: the second minute is the widest, 6 / (2 * (1 - 0.02)) = 3.0612, the first
    // 1.5625,
    // two minutes 0, so the widest is their mean, times 2 / chi2_0.10(2) = 2 / 0.19743
    double first = (2 * 2 + 1 + 1) / (4 * 0.96) / 2;
    double second = (2 * 2 + 1 + 1) / (2 * 0.98) / 2;
    double root = 1 - 2 / 18.0 - 1.2816 * Math.sqrt(2 / 18.0);
    assertThat(spread.factor().orElseThrow())
        .isCloseTo((first + second) / 2 / Math.pow(root, 3), within(1e-9));
  }

  @Test
  void shouldTakeOnWhatLongerWindowsShow() {
    // given a node that is worse in both minutes: two minutes show twice the spread
    minute(1, 9, 3, 3);
    minute(2, 9, 3, 3);

    // then
    double one = (4 * 4 + 2 * 2 + 2 * 2) / (5 * 0.95) / 2;
    double two = 2 * one;
    double root = 1 - 2 / 18.0 - 1.2816 * Math.sqrt(2 / 18.0);
    assertThat(spread.factor().orElseThrow())
        .isCloseTo((1 + 2 * (two - 1) - (one - 1)) / Math.pow(root, 3), within(1e-9));
  }

  @Test
  void shouldBeNearOneForIndependentOutcomes() {
    // given ten nodes with 100 requests a second and 0.5 % errors
    SplittableRandom random = new SplittableRandom(3);
    for (int minute = 1; minute <= 10; minute++) {
      int[] bad = new int[10];
      for (int node = 0; node < 10; node++) {
        for (int i = 0; i < 6000; i++) {
          bad[node] += random.nextDouble() < 0.005 ? 1 : 0;
        }
      }
      minute(minute, 6000, bad);
    }

    // then
    assertThat(spread.factor().orElseThrow()).isBetween(1.0, 2.2);
  }

  @Test
  void shouldForgetWhatIsOlderThanTenMinutes() {
    // given a burst long ago
    minute(1, 80, 0, 0);
    minute(2, 80, 0, 0);

    // when
    for (int minute = 3; minute <= 12; minute++) {
      minute(minute, 5, 5, 5);
    }

    // then
    assertThat(spread.factor().orElseThrow()).isLessThan(2.1);
    assertThat(spread.state().shorter()).hasSize(10);
    assertThat(spread.state().longer()).hasSize(5);
  }

  @Test
  void shouldTakeWindowsWithoutABadOutcomeForNeither() {
    // given
    minute(1, 0, 0, 0);
    minute(2, 0, 0, 0);

    // then only the doubt that is left after two minutes
    assertThat(spread.factor().orElseThrow()).isCloseTo(2 / 0.19743, within(0.05));
  }

  @Test
  void shouldLeaveOutLastingDifferences() {
    // given a node that always fails four times as often as the others
    NodeLevels levels = NodeLevels.start(Scale.LOG_RATE, Instant.EPOCH);
    Overdispersion bursts = Overdispersion.start(Scale.LOG_RATE, Instant.EPOCH);
    SplittableRandom random = new SplittableRandom(4);
    double first = 0;
    for (int window = 1; window <= 180; window++) {
      Instant at = Instant.ofEpochSecond(10L * window);
      for (int node = 0; node < 10; node++) {
        int bad = 0;
        for (int i = 0; i < 1000; i++) {
          bad += random.nextDouble() < (node == 0 ? 0.04 : 0.01) ? 1 : 0;
        }
        levels.add("n" + node, Moments.of(new Tally(bad, 1000)), at);
        bursts.add("n" + node, Moments.of(new Tally(bad, 1000)), levels);
      }
      levels.closeIfDue(at);
      bursts.closeIfDue(at, levels);
      first = window == 12 ? bursts.factor().orElseThrow() : first;
    }

    // then a level that is not known yet looks like a burst
    assertThat(first).isGreaterThan(20);
    assertThat(bursts.factor().orElseThrow()).isLessThan(2);
  }

  @Test
  void shouldWeighTheCandidateByItsTraffic() {
    assertThat(Overdispersion.ofCandidate(9, 1)).isEqualTo(9);
    assertThat(Overdispersion.ofCandidate(9, 0.25)).isEqualTo(3);
    assertThat(Overdispersion.ofCandidate(1, 7)).isEqualTo(1);
  }

  @Test
  void shouldGoOnExactlyAfterARestore() {
    // given
    minute(1, 9, 3, 3);
    spread.add("n0", Moments.of(new Tally(1, 7)), UNKNOWN);
    Overdispersion restored = Overdispersion.restore(Scale.LOG_RATE, spread.state());

    // when
    for (Overdispersion each : new Overdispersion[] {spread, restored}) {
      each.add("n1", Moments.of(new Tally(1, 9)), UNKNOWN);
      each.closeIfDue(Instant.ofEpochSecond(120), UNKNOWN);
    }

    // then
    assertThat(restored.state()).isEqualTo(spread.state());
    assertThat(restored.factor()).isEqualTo(spread.factor());
  }

  private void minute(int minute, int... bad) {
    minute(minute, 100.0, bad);
  }

  private void minute(int minute, double total, int[] bad) {
    for (int node = 0; node < bad.length; node++) {
      spread.add("n" + node, Moments.of(new Tally(bad[node], total)), UNKNOWN);
    }
    spread.closeIfDue(Instant.ofEpochSecond(60L * minute), UNKNOWN);
  }
}
