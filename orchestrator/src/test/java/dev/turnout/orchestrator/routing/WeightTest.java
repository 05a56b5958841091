package dev.turnout.orchestrator.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WeightTest {
  @Test
  void shouldRefuseAPercentage() {
    assertThatThrownBy(() -> new Weight(10))
        .hasMessage("Expected a weight in [0, 1], but got 10 (write 0.1 for 10 %)");
    assertThatThrownBy(() -> Weight.parse("10%"))
        .hasMessage("Expected a weight in [0, 1], but got '10%' (write 0.1)");
    assertThatThrownBy(() -> Weight.parse("ten"))
        .hasMessage("Expected a weight in [0, 1], but got 'ten' (write 0.1 for 10 %)");
  }

  @Test
  void shouldRefuseWhatIsNoNumber() {
    assertThatThrownBy(() -> new Weight(Double.NaN)).hasMessageContaining("but got NaN");
    assertThatThrownBy(() -> new Weight(-0.1)).hasMessageContaining("but got -0.1");
  }

  @Test
  void shouldRefuseStepsThatAreTooFine() {
    assertThatThrownBy(() -> new Weight(0.0000005))
        .hasMessageStartingWith("Expected a weight in steps of 0.000001, but got 0.0000005");
  }

  @Test
  void shouldRefuseASplitThatDoesNotSumToOne() {
    Map<String, String> split = new LinkedHashMap<>();
    split.put("candidate", "0.1");
    split.put("stable", "0.8");

    assertThatThrownBy(() -> Split.parse(split))
        .hasMessage(
            "Expected the weights to sum to exactly 1.0, but got {candidate: 0.1, stable: 0.8},"
                + " which sum to 0.9 (write {candidate: 0.2, stable: 0.8})");
  }

  @Test
  void shouldRefuseASplitOfPercentages() {
    assertThatThrownBy(() -> Split.parse(Map.of("candidate", "10", "stable", "90")))
        .hasMessageContaining("(write 0.");
  }

  @Property(seed = "1")
  void shouldLeaveTheRestExactly(@ForAll @IntRange(max = Weight.MILLIONTHS) int millionths) {
    Weight weight = new Weight(millionths / 1e6);

    assertThat(weight.millionths()).isEqualTo(millionths);
    assertThat(weight.millionths() + weight.rest().millionths()).isEqualTo(Weight.MILLIONTHS);
    assertThat(Split.of(weight).weights().get("candidate")).isEqualTo(weight);
    assertThat(Weight.parse(weight.toString())).isEqualTo(weight);
  }
}
