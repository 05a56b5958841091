package dev.turnout.orchestrator.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LognormalTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "1, 0.8413447460685429",
    "-2.3263478740408408, 0.01",
    "-6, 9.865876450376946e-10",
    "20, 1",
    "-20, 0"
  })
  void shouldKnowTheNormalDistribution(double x, double share) {
    assertThat(Lognormal.normal(x)).isCloseTo(share, within(1e-15));
  }

  @Test
  void shouldGoThroughItsQuantiles() {
    // when
    Lognormal latency = Lognormal.through(0.5, Duration.ofMillis(20), 0.99, Duration.ofMillis(90));

    // then
    assertThat(latency.quantile(0.5)).isCloseTo(20, within(1e-9));
    assertThat(latency.quantile(0.99)).isCloseTo(90, within(1e-9));
    assertThat(latency.slowerThan(90)).isCloseTo(0.01, within(1e-12));
    assertThat(latency.times(2).slowerThan(180)).isCloseTo(0.01, within(1e-12));
  }

  @Test
  void shouldSayWhatToWriteWhenQuantilesDoNotGrow() {
    assertThatThrownBy(
            () -> Lognormal.through(0.5, Duration.ofMillis(20), 0.99, Duration.ofMillis(20)))
        .hasMessageContaining("write p50=100ms,p99=327ms");
  }
}
