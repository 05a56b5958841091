package dev.turnout.orchestrator.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NodeSharesTest {
  private final SplittableRandom random = new SplittableRandom(7);
  private NodeShares shares = NodeShares.start(Instant.EPOCH);
  private int second;
  private final Map<Layout, Integer> seconds = new HashMap<>();

  @Test
  void shouldPoolOneNodeAtOnce() {
    // when
    shares.add("n1", 1, 9);

    // then
    assertThat(shares.layout()).isEqualTo(Layout.POOLED);
  }

  @Test
  void shouldCompareEachNodeWithItselfUntilTheSharesAreKnown() {
    // given
    run(1, 10, 50, 0.1);

    // when the first window is still open
    Layout first = shares.layout();
    run(29, 10, 50, 0.1);

    // then
    assertThat(first).isEqualTo(Layout.STRATA);
    assertThat(shares.layout()).isEqualTo(Layout.POOLED);
  }

  @Test
  void shouldPoolAlthoughSmallCountsScatter() {
    // given 40 nodes with a candidate request each in 400 s: shares from 0 to 4 times the fleet's
    run(3600, 40, 0.25, 0.01);

    // then
    assertThat(shares.layout()).isEqualTo(Layout.POOLED);
    assertThat(seconds.get(Layout.POOLED)).isGreaterThan(3200);
  }

  @Test
  void shouldPoolAlmostAlwaysIfNodesAreAlike() {
    // given
    run(3600, 20, 50, 0.1);

    // then all but the first window
    assertThat(seconds.get(Layout.POOLED)).isGreaterThan(3580);
  }

  @Test
  void shouldNotPoolIfOneNodeHasHalfTheShare() {
    // given
    for (int s = 0; s < 600; s++) {
      for (int node = 0; node < 10; node++) {
        split("n" + node, 50, node == 3 ? 0.05 : 0.1);
      }
      tick();
    }

    // then a minute is enough to see it for good
    assertThat(shares.layout()).isEqualTo(Layout.STRATA);
    assertThat(seconds.getOrDefault(Layout.POOLED, 0)).isLessThan(60);
  }

  @Test
  void shouldSeeThatManyNodesDifferALittleTooMuch() {
    // given 20 nodes, half of them with 1.5 times the share of the others, too few requests to say
    // so of any of them
    for (int s = 0; s < 3600; s++) {
      for (int node = 0; node < 20; node++) {
        split("n" + node, 2, node % 2 == 0 ? 0.08 : 0.12);
      }
      tick();
    }

    // then
    assertThat(shares.layout()).isEqualTo(Layout.STRATA);
  }

  @Test
  void shouldPoolSharesThatDifferByLessThanAQuarter() {
    // given
    for (int s = 0; s < 3600; s++) {
      for (int node = 0; node < 20; node++) {
        split("n" + node, 50, node % 2 == 0 ? 0.092 : 0.11);
      }
      tick();
    }

    // then
    assertThat(shares.layout()).isEqualTo(Layout.POOLED);
  }

  @Test
  void shouldNotCareForAnotherWeight() {
    // given an hour at 1 %
    run(3600, 10, 50, 0.01);
    int pooled = seconds.get(Layout.POOLED);

    // when nodes take 10 % within three seconds of each other
    for (int s = 0; s < 600; s++) {
      for (int node = 0; node < 10; node++) {
        split("n" + node, 50, node % 3 <= s ? 0.1 : 0.01);
      }
      tick();
    }

    // then
    assertThat(seconds.get(Layout.POOLED) - pooled).isGreaterThan(560);
  }

  @Test
  void shouldCompareANewNodeWithItselfForOneWindow() {
    // given
    run(600, 10, 50, 0.1);

    // when
    shares.add("late", 5, 45);
    Layout unknown = shares.layout();
    run(600, 11, 50, 0.1);

    // then
    assertThat(unknown).isEqualTo(Layout.STRATA);
    assertThat(shares.layout()).isEqualTo(Layout.POOLED);
  }

  @Test
  void shouldSeeDedicatedNodesAfterOneWindow() {
    // given
    dedicated(11, 20, 2);

    // then
    assertThat(shares.layout()).isEqualTo(Layout.DEDICATED);
    assertThat(shares.candidateNodes()).isCloseTo(2, within(0.05));
    assertThat(shares.baselineNodes()).isCloseTo(18, within(0.5));
    assertThat(shares.trafficRatio()).isCloseTo(1, within(0.2));
  }

  @Test
  void shouldNeverPoolDedicatedNodes() {
    // given one candidate request every 20 s
    for (int s = 0; s < 3600; s++) {
      for (int node = 0; node < 20; node++) {
        split("n" + node, 0.05, node == 0 ? 1 : 0);
      }
      tick();
    }

    // then only as long as one node is all there is
    assertThat(seconds.getOrDefault(Layout.POOLED, 0)).isLessThan(3);
    assertThat(seconds).containsKeys(Layout.STRATA, Layout.DEDICATED);
  }

  @Test
  void shouldStayDedicatedWhileNodesSwitchOver() {
    // given
    dedicated(60, 20, 1);
    seconds.clear();

    // when one node after the other carries the new version, every 15 s
    for (int s = 0; s < 270; s++) {
      dedicated(1, 20, 1 + s / 15);
    }

    // then
    assertThat(seconds).containsOnlyKeys(Layout.DEDICATED);
  }

  @Test
  void shouldKnowTheNewNodesOfAnArmAsSoonAsAWindowHasClosed() {
    // given
    dedicated(600, 20, 1);
    boolean before = shares.isChanging();

    // when another node goes over
    split("n1", 50, 1);
    boolean meanwhile = shares.isChanging();
    dedicated(11, 20, 2);

    // then
    assertThat(before).isFalse();
    assertThat(meanwhile).isTrue();
    assertThat(shares.isChanging()).isFalse();
    assertThat(shares.candidateNodes()).isCloseTo(2, within(0.1));
    assertThat(shares.baselineNodes()).isCloseTo(18, within(0.5));
  }

  @Test
  void shouldForgetAtOnceWhatABusyNodeCarriedThatIsSilent() {
    // given
    dedicated(600, 20, 2);

    // when the first one restarts, and the others go on
    for (int s = 0; s < 11; s++) {
      for (int node = 1; node < 20; node++) {
        split("n" + node, 50, node < 2 ? 1 : 0);
      }
      tick();
    }

    // then
    assertThat(shares.candidateNodes()).isCloseTo(1, within(0.05));
    assertThat(shares.layout()).isEqualTo(Layout.DEDICATED);
  }

  @Test
  void shouldLeaveDedicatedWhenAllNodesSplit() {
    // given
    dedicated(600, 20, 2);

    // when
    run(600, 20, 50, 0.1);

    // then the few minutes of the past do not count for long, and nothing was pooled before
    assertThat(shares.layout()).isNotEqualTo(Layout.DEDICATED);
    assertThat(seconds.get(Layout.DEDICATED)).isLessThan(600 + 90);
  }

  @Test
  void shouldUseTheNodesThatSplitIfOthersAreDedicated() {
    // given
    for (int s = 0; s < 600; s++) {
      for (int node = 0; node < 10; node++) {
        split("n" + node, 50, node == 0 ? 1 : node < 5 ? 0 : 0.1);
      }
      tick();
    }

    // then
    assertThat(shares.layout()).isEqualTo(Layout.STRATA);
  }

  @Test
  void shouldForgetNodesThatAreGone() {
    // given
    run(60, 20, 50, 0.1);

    // when
    run(5400, 3, 50, 0.1);

    // then
    assertThat(shares.state().nodes()).hasSize(3);
  }

  @Test
  void shouldNotDependOnTheOrderOfReportsInAWindow() {
    // given
    NodeShares other = NodeShares.start(Instant.EPOCH);
    for (int node = 0; node < 10; node++) {
      shares.add("n" + node, 2 * node, 40);
      other.add("n" + (9 - node), 2 * (9 - node), 0);
    }
    for (int node = 0; node < 10; node++) {
      other.add("n" + node, 0, 40);
    }

    // when
    shares.closeIfDue(Instant.ofEpochSecond(10));
    other.closeIfDue(Instant.ofEpochSecond(10));

    // then
    assertThat(other.state()).isEqualTo(shares.state());
  }

  @Test
  void shouldGoOnExactlyAfterARestore() {
    // given
    run(95, 10, 20, 0.1);
    NodeShares restored = NodeShares.restore(shares.state());

    // when
    for (NodeShares each : new NodeShares[] {shares, restored}) {
      each.add("new", 3, 7);
      each.closeIfDue(Instant.ofEpochSecond(120));
    }

    // then
    assertThat(restored.state()).isEqualTo(shares.state());
    assertThat(restored.layout()).isEqualTo(shares.layout());
  }

  private void run(int duration, int nodes, double perSecond, double share) {
    for (int s = 0; s < duration; s++) {
      for (int node = 0; node < nodes; node++) {
        split("n" + node, perSecond, share);
      }
      tick();
    }
  }

  private void dedicated(int duration, int nodes, int candidateNodes) {
    for (int s = 0; s < duration; s++) {
      for (int node = 0; node < nodes; node++) {
        split("n" + node, 50, node < candidateNodes ? 1 : 0);
      }
      tick();
    }
  }

  private void split(String node, double perSecond, double share) {
    int requests = poisson(perSecond);
    int candidate = 0;
    for (int i = 0; i < requests; i++) {
      candidate += random.nextDouble() < share ? 1 : 0;
    }
    shares.add(node, candidate, requests - candidate);
  }

  private void tick() {
    seconds.merge(shares.layout(), 1, Integer::sum);
    shares.closeIfDue(Instant.ofEpochSecond(++second));
  }

  private int poisson(double mean) {
    double left = Math.exp(-mean);
    int count = 0;
    for (double product = random.nextDouble(); product > left; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }
}
