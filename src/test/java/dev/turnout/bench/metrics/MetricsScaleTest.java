package dev.turnout.bench.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MetricsScaleTest {
  @Test
  void shouldGiveEveryNodeTheSameNumberOfReports() {
    // when
    MetricsScale scale = new MetricsScale(100, 4, 20_399, 0, 5);

    // then
    assertThat(scale.secondsOfRound()).isEqualTo(50);
    assertThat(scale.reportsOfRound()).isEqualTo(20_000);
  }

  @Test
  void shouldRefuseFewerReportsThanNodes() {
    assertThatThrownBy(() -> new MetricsScale(100, 4, 399, 0, 5))
        .hasMessageContaining("400 nodes", "399");
  }

  /** The broker takes no time that is far ahead. */
  @Test
  void shouldRefuseMoreThanAnHour() {
    assertThatThrownBy(() -> new MetricsScale(1, 1, 1_000, 0, 5))
        .hasMessageContaining("3,000 seconds");
  }
}
