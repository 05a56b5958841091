package dev.turnout.orchestrator.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.turnout.orchestrator.guard.NodeLevels.Scale;
import dev.turnout.orchestrator.statistics.BinCounts;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NodeLevelsTest {
  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void shouldFindHowMuchLatenciesOfNodesDiffer() {
    // given 400 nodes whose levels have a standard deviation of 2.5 bins, and 25 within a node
    NodeLevels levels = NodeLevels.start(Scale.VALUE, Instant.EPOCH);
    double[] offsets = offsets(400, 2.5);
    for (int window = 1; window <= 30; window++) {
      double drift = 10 * Math.sin(window);
      for (int node = 0; node < offsets.length; node++) {
        SortedMap<Integer, Long> bins = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
          long bin = Math.round(230 + drift + offsets[node] + 25 * normal());
          bins.merge((int) bin, 1L, Long::sum);
        }
        levels.add("n" + node, Moments.of(BinCounts.of(bins)), Instant.EPOCH);
      }
      levels.closeIfDue(Instant.ofEpochSecond(10 * window));
    }

    // when
    NodeSpread spread = levels.spread(NodeOffsets.NONE, 1);

    // then sampling is no part of it, although it is 0.46 bins
    assertThat(spread.sd()).isCloseTo(2.5, within(0.2));
    assertThat(spread.nodes()).isEqualTo(400);
  }

  @Test
  void shouldFindHowMuchRatesOfNodesDiffer() {
    // given 400 nodes whose log rates have a standard deviation of 0.4, with 6 errors each
    NodeLevels levels = NodeLevels.start(Scale.LOG_RATE, Instant.EPOCH);
    double[] offsets = offsets(400, 0.4);
    for (int window = 1; window <= 30; window++) {
      for (int node = 0; node < offsets.length; node++) {
        int bad = binomial(100, 0.002 * Math.exp(offsets[node]) * (window % 3));
        levels.add("n" + node, Moments.of(new Tally(bad, 100)), Instant.EPOCH);
      }
      levels.closeIfDue(Instant.ofEpochSecond(10 * window));
    }

    // then
    assertThat(levels.spread(NodeOffsets.NONE, 1).sd()).isCloseTo(0.4, within(0.06));
  }

  @Test
  void shouldFindNoDifferenceWhereThereIsNone() {
    // given
    NodeLevels levels = NodeLevels.start(Scale.LOG_RATE, Instant.EPOCH);
    for (int window = 1; window <= 30; window++) {
      for (int node = 0; node < 50; node++) {
        levels.add("n" + node, Moments.of(new Tally(binomial(100, 0.05), 100)), Instant.EPOCH);
      }
      levels.closeIfDue(Instant.ofEpochSecond(10 * window));
    }

    // then
    assertThat(levels.spread(NodeOffsets.NONE, 1).sd()).isLessThan(0.06);
  }

  @Test
  void shouldCountNodesThatNeverFailed() {
    // given
    NodeLevels levels = NodeLevels.start(Scale.LOG_RATE, Instant.EPOCH);
    levels.add("n1", Moments.of(new Tally(0, 100)), Instant.EPOCH);
    levels.add("n2", Moments.of(new Tally(0, 100)), Instant.EPOCH);

    // when
    levels.closeIfDue(Instant.ofEpochSecond(10));

    // then
    assertThat(levels.spread(NodeOffsets.NONE, 1)).isEqualTo(new NodeSpread(0, 2));
  }

  @Test
  void shouldLeaveOnlyWhatChangedAfterOffsetsAreTakenAway() {
    // given levels of -4, 0, 4 for ten minutes
    NodeLevels before = NodeLevels.start(Scale.VALUE, Instant.EPOCH);
    run(before, 0, 60, -4, 0, 4);
    NodeOffsets offsets = before.offsets(Instant.ofEpochSecond(600));
    NodeLevels after = NodeLevels.start(Scale.VALUE, Instant.ofEpochSecond(600));

    // when one gets faster by 3
    run(after, 60, 60, -4, 0, 1);

    // then
    assertThat(offsets.byNode().get("n2") - offsets.byNode().get("n0")).isCloseTo(8, within(1e-9));
    assertThat(after.spread(NodeOffsets.NONE, 1).sd()).isCloseTo(Math.sqrt(7), within(0.01));
    assertThat(after.spread(offsets, 1).sd()).isCloseTo(Math.sqrt(3), within(0.01));
  }

  @Test
  void shouldNotKnowANodeOfAFewMinutes() {
    // given
    NodeLevels levels = NodeLevels.start(Scale.VALUE, Instant.EPOCH);
    run(levels, 0, 59, -4, 0, 4);

    // then
    assertThat(levels.offsets(Instant.ofEpochSecond(589)).byNode()).isEmpty();
    assertThat(levels.offsets(Instant.ofEpochSecond(600)).byNode()).hasSize(3);
  }

  @Test
  void shouldGiveTheCandidatesOffset() {
    // given
    NodeOffsets offsets = new NodeOffsets(new TreeMap<>(Map.of("a", 4.0, "b", -1.0, "c", 1.0)));
    NodeShares shares = NodeShares.start(Instant.EPOCH);
    shares.add("a", 100, 0);
    shares.add("b", 0, 100);
    shares.add("c", 0, 300);
    shares.closeIfDue(Instant.ofEpochSecond(10));

    // then
    assertThat(offsets.candidateOffset(shares.state())).hasValue(3.5);
    shares.add("d", 0, 1);
    assertThat(offsets.candidateOffset(shares.state())).isEmpty();
  }

  @Test
  void shouldGiveTheToleranceAndSayWhatItHides() {
    // then
    assertThat(new NodeSpread(0.05, 19).tolerance(0.01, 1, 19))
        .isCloseTo(2.5524 * 0.05 * Math.sqrt(1 + 1 / 19.0), within(1e-5));
    assertThat(new NodeSpread(0.05, 19).caveat()).isEmpty();
    assertThat(new NodeSpread(0.05, 4).caveat())
        .get()
        .asString()
        .contains("only 4 nodes: small regressions");
    assertThat(new NodeSpread(0, 1).isComparable()).isFalse();
    assertThat(new NodeSpread(0, 1).caveat()).get().asString().contains("not compared");
  }

  @Test
  void shouldGoOnExactlyAfterARestore() {
    // given
    NodeLevels levels = NodeLevels.start(Scale.VALUE, Instant.EPOCH);
    run(levels, 0, 3, -4, 0, 4);
    levels.add("n1", new Moments(3, 9, 30), Instant.ofEpochSecond(35));
    NodeLevels restored = NodeLevels.restore(Scale.VALUE, levels.state());

    // when
    for (NodeLevels each : new NodeLevels[] {levels, restored}) {
      each.add("n7", new Moments(3, 9, 30), Instant.ofEpochSecond(36));
      each.closeIfDue(Instant.ofEpochSecond(40));
    }

    // then
    assertThat(restored.state()).isEqualTo(levels.state());
  }

  private void run(NodeLevels levels, int first, int windows, int... places) {
    for (int window = first; window < first + windows; window++) {
      Instant at = Instant.ofEpochSecond(10L * window);
      for (int node = 0; node < places.length; node++) {
        SortedMap<Integer, Long> bins = new TreeMap<>();
        bins.put(100 + places[node] - 1, 500L);
        bins.put(100 + places[node] + 1, 500L);
        levels.add("n" + node, Moments.of(BinCounts.of(bins)), at);
      }
      levels.closeIfDue(at.plusSeconds(10));
    }
  }

  private double[] offsets(int nodes, double sd) {
    double[] offsets = new double[nodes];
    for (int node = 0; node < nodes; node++) {
      offsets[node] = sd * normal();
    }
    return offsets;
  }

  private int binomial(int n, double p) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      count += random.nextDouble() < p ? 1 : 0;
    }
    return count;
  }

  private double normal() {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }
}
