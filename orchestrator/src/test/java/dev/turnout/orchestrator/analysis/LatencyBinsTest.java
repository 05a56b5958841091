package dev.turnout.orchestrator.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.turnout.orchestrator.statistics.LatencyBins;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class LatencyBinsTest {
  @Property(seed = "1")
  void shouldHoldALatencyBetweenItsEdges(
      @ForAll @Scale(6) @DoubleRange(min = 0.0001, max = 1e7) double millis) {
    int bin = LatencyBins.binOf(millis);

    assertThat(millis)
        .isGreaterThan(LatencyBins.upperEdgeMillis(bin - 1) * (1 - 1e-9))
        .isLessThanOrEqualTo(LatencyBins.upperEdgeMillis(bin) * (1 + 1e-9));
  }

  @Property(seed = "1")
  void shouldPutAnEdgeIntoItsOwnBin(@ForAll @IntRange(min = -300, max = 700) int bin) {
    assertThat(LatencyBins.binOf(LatencyBins.upperEdgeMillis(bin))).isEqualTo(bin);
  }

  @Test
  void shouldTakeExtremesAsTheOutermostBins() {
    assertThat(LatencyBins.binOf(0)).isEqualTo(LatencyBins.binOf(1e-6));
    assertThat(LatencyBins.binOf(Double.POSITIVE_INFINITY))
        .isEqualTo(LatencyBins.binOf(LatencyBins.LONGEST_MILLIS));
  }

  @Test
  void shouldRoundALimitUpToAnEdge() {
    // given a limit inside bin 311, which reaches up to 502.8 ms
    Distribution p99 = Distribution.latency("p99", 0.99, Duration.ofMillis(500));
    Counts counts = new Counts(30, 0, Map.of(310, 10L, 311, 10L, 312, 7L, 900, 3L), Map.of());

    // when
    Tally slow = p99.limits().get(0).outcomes().count(counts);

    // then
    assertThat(slow).isEqualTo(new Tally(10, 30));
    assertThat(LatencyBins.upperEdgeMillis(311)).isCloseTo(502.8, within(0.1));
  }
}
