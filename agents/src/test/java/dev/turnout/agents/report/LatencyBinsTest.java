package dev.turnout.agents.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyBinsTest {
  @ParameterizedTest
  @CsvSource({"1.0, 0", "1.0202, 1", "1.0203, 2", "0.99, 0", "0.98, -1", "100, 231", "500, 311"})
  void shouldHaveFixedEdges(double millis, int expected) {
    assertThat(LatencyBins.indexOf(millis)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "0.0001", "0.001"})
  void shouldClampShortLatencies(double millis) {
    assertThat(LatencyBins.indexOf(millis)).isEqualTo(LatencyBins.FIRST).isEqualTo(-345);
  }

  @ParameterizedTest
  @CsvSource({"600000", "600001", "1e12", "Infinity"})
  void shouldClampLongLatencies(double millis) {
    assertThat(LatencyBins.indexOf(millis)).isEqualTo(LatencyBins.LAST).isEqualTo(666);
  }

  @Property(seed = "1")
  void shouldPutALatencyBetweenTheEdgesOfItsBin(
      @ForAll @DoubleRange(min = 0.0011, max = 599_000) @Scale(4) double millis) {
    int bin = LatencyBins.indexOf(millis);

    assertThat(millis).isGreaterThan(LatencyBins.upperEdgeMillis(bin - 1) * (1 - 1e-12));
    assertThat(millis).isLessThanOrEqualTo(LatencyBins.upperEdgeMillis(bin) * (1 + 1e-12));
  }

  @Property(seed = "1")
  void shouldKeepAnExactEdgeInItsOwnBin(@ForAll @IntRange(min = -344, max = 665) int bin) {
    assertThat(LatencyBins.indexOf(LatencyBins.upperEdgeMillis(bin))).isEqualTo(bin);
  }
}
