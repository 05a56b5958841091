package dev.turnout.orchestrator.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void shouldSelectWhatHasAllOfThem() {
    Labels selector = Labels.of(Map.of("zone", "a", "tier", "canary"));

    assertThat(selector.select(Map.of("tier", "canary", "zone", "a", "rack", "7"))).isTrue();
    assertThat(selector.select(Map.of("zone", "a"))).isFalse();
    assertThat(selector.select(Map.of("zone", "b", "tier", "canary"))).isFalse();
    assertThat(Labels.NONE.select(Map.of())).isTrue();
    assertThat(selector).hasToString("tier=canary,zone=a");
  }

  @Test
  void shouldRefuseWhatNoNodeCanSay() {
    assertThatThrownBy(() -> Labels.of(Map.of("zone", "a b"))).hasMessageContaining("'zone'");
    assertThatThrownBy(() -> Labels.of(Map.of("", "a"))).hasMessageContaining("the key");
    Map<String, String> many =
        IntStream.range(0, 33).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
    assertThatThrownBy(() -> Labels.of(many)).hasMessageContaining("at most 32");
  }
}
