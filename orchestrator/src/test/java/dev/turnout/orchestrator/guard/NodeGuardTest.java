package dev.turnout.orchestrator.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.turnout.orchestrator.guard.NodeLevels.Scale;
import dev.turnout.orchestrator.statistics.BinCounts;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NodeGuardTest {
  private final SplittableRandom random = new SplittableRandom(9);
  private final NodeShares shares = NodeShares.start(Instant.EPOCH);
  private final NodeGuard guard = NodeGuard.start(Scale.VALUE, Instant.EPOCH);

  @Test
  void shouldPoolOneNode() {
    // given
    shares.add("n1", 5, 45);

    // then
    assertThat(guard.terms(shares, NodeOffsets.NONE)).isEqualTo(new Terms.Pooled());
  }

  @Test
  void shouldCompareNodesWithThemselvesUntilTheyAreKnown() {
    // given
    shares.add("n1", 5, 45);
    shares.add("n2", 5, 45);

    // then
    assertThat(guard.terms(shares, NodeOffsets.NONE)).isEqualTo(new Terms.ByNode());
  }

  @Test
  void shouldNotCompareDedicatedNodesForTwoMinutes() {
    // given
    run(11, 10, 0);
    Terms first = guard.terms(shares, NodeOffsets.NONE);

    // when
    run(2, 10, 11);

    // then
    assertThat(first).isInstanceOf(Terms.Incomparable.class);
    assertThat(guard.terms(shares, NodeOffsets.NONE)).isInstanceOf(Terms.Dedicated.class);
  }

  @Test
  void shouldNeverCompareWithASingleNodeOfTheBaseline() {
    // given
    run(120, 2, 0);

    // then
    assertThat(guard.terms(shares, NodeOffsets.NONE)).isInstanceOf(Terms.Incomparable.class);
  }

  @Test
  void shouldTolerateWhatNodesDifferBy() {
    // given levels in steps of 2 bins
    run(60, 10, 0);

    // when
    Terms.Dedicated terms = (Terms.Dedicated) guard.terms(shares, NodeOffsets.NONE);

    // then levels -8, -6 to 8 of nine baseline nodes have a variance of 30
    double tolerance = 2.896 * Math.sqrt(30) * Math.sqrt(1 + 1 / 9.0);
    assertThat(terms.worse()).isCloseTo(tolerance, within(0.05 * tolerance));
    assertThat(terms.better()).isEqualTo(terms.worse());
    assertThat(terms.spread().nodes()).isEqualTo(9);
    assertThat(terms.baselineFactor()).isBetween(1.0, 2.5);
    assertThat(terms.candidateFactor()).isCloseTo(terms.baselineFactor(), within(0.01));
  }

  @Test
  void shouldTakeAwayWhatNodesWereBefore() {
    // given an hour on the old version
    FleetHistory history = FleetHistory.empty(Instant.EPOCH);
    for (int window = 1; window <= 360; window++) {
      for (int node = 0; node < 10; node++) {
        BinCounts bins = bins(node);
        history.add("n" + node, new Tally(0, 100), bins, Instant.ofEpochSecond(10L * window));
      }
    }
    NodeOffsets offsets = history.state().offsets(Instant.ofEpochSecond(3600));

    // when
    run(60, 10, 360);
    Terms.Dedicated terms = (Terms.Dedicated) guard.terms(shares, offsets);

    // then node 0 was 10 bins faster than the mean of the others, and is still
    assertThat(terms.worse()).isBetween(-10.5, -9.0);
    assertThat(terms.better()).isBetween(9.0, 11.0);
    assertThat(terms.spread().sd()).isLessThan(0.3);
  }

  @Test
  void shouldGoOnExactlyAfterARestore() {
    // given
    run(20, 10, 0);
    NodeGuard restored = NodeGuard.restore(Scale.VALUE, guard.state());

    // when
    for (NodeGuard each : new NodeGuard[] {guard, restored}) {
      each.add("n3", new Moments(10, 1000, 100_010), Instant.ofEpochSecond(205));
      each.closeIfDue(Instant.ofEpochSecond(260));
    }

    // then
    assertThat(restored.state()).isEqualTo(guard.state());
    assertThat(restored.terms(shares, NodeOffsets.NONE))
        .isEqualTo(guard.terms(shares, NodeOffsets.NONE));
  }

  /** Node 0 carries the candidate. */
  private void run(int windows, int nodes, int after) {
    for (int window = after + 1; window <= after + windows; window++) {
      Instant at = Instant.ofEpochSecond(10L * window);
      for (int node = 0; node < nodes; node++) {
        shares.add("n" + node, node == 0 ? 100 : 0, node == 0 ? 0 : 100);
        if (node > 0) {
          guard.add("n" + node, Moments.of(bins(node)), at);
        }
      }
      shares.closeIfDue(at);
      guard.closeIfDue(at);
    }
  }

  private BinCounts bins(int node) {
    long low = 0;
    for (int i = 0; i < 100; i++) {
      low += random.nextBoolean() ? 1 : 0;
    }
    return BinCounts.of(Map.of(100 + 2 * node - 3, low, 100 + 2 * node + 3, 100 - low));
  }
}
