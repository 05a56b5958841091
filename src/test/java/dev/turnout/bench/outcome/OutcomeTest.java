package dev.turnout.bench.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private static final Machine MACHINE = new Machine(2, "a processor", "17", "Linux");

  @Test
  void shouldShowRatiosWithSpreadAndWhetherTheGoalIsMet() {
    // given
    Spread ratios = Spread.ratios(List.of(3.0, 1.0, 2.0), List.of(4.0, 4.0, 4.0));
    Section section =
        new Section("Speed", List.of("", "per second"), List.of(List.of("ours", ratios)));

    // when
    Outcome outcome =
        new Outcome(
            "replay",
            MACHINE,
            "3 rounds",
            List.of(section),
            List.of(
                Goal.atLeast("ours / theirs", ratios, 0.5, ""),
                Goal.atMost("delay", Spread.of(12), 10, "ms")),
            List.of("left out: nothing"));

    // then
    assertThat(outcome.text())
        .isEqualTo(
            """
            replay: 3 rounds
            2 x a processor, Java 17, Linux

            Speed
                  per second
            ours  0.50 (0.25 to 0.75)

            goal           limit       measured  spread
            ours / theirs  >= 0.50     0.50      0.25 to 0.75  met
            delay          <= 10.0 ms  12.0 ms                 missed

            Note: left out: nothing
            """);
    assertThat(outcome.tree().toString())
        .contains("atLeast=0.5", "median=0.5", "lowest=0.25", "highest=0.75", "met=true")
        .contains("atMost=10.0", "unit=ms", "met=false");
  }

  @Test
  void shouldTakeQuantilesByNearestRank() {
    // given
    Spread spread = Spread.of(List.of(4.0, 1.0, 3.0, 2.0));

    // then
    assertThat(spread.median()).isEqualTo(2.5);
    assertThat(spread.quantile(0.5)).isEqualTo(2.0);
    assertThat(spread.quantile(0.99)).isEqualTo(4.0);
    assertThat(spread.quantile(0.01)).isEqualTo(1.0);
  }

  @Test
  void shouldRefuseRoundsThatDoNotPairUp() {
    assertThatThrownBy(() -> Spread.ratios(List.of(1.0), List.of()))
        .hasMessage("Expected as many rounds of both, but got 1 and 0");
    assertThatThrownBy(() -> Spread.of(List.of())).hasMessageContaining("at least one value");
  }
}
