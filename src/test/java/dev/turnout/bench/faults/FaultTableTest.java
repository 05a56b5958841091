package dev.turnout.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultTableTest {

  private static final FaultResult GOOD =
      new FaultResult(
          "orchestrator killed",
          3,
          0,
          0,
          0,
          900,
          0,
          new Recovery(
              List.of(Duration.ofMillis(750), Duration.ofMillis(250), Duration.ofMillis(1500))),
          List.of());
  private static final FaultResult BAD =
      new FaultResult(
          "broker away", 2, 1, 0, 1, 100, 7, Recovery.NONE, List.of("canary, entry 7: a gap"));

  @Test
  void shouldShowARowForEachFaultAndTheSum() {
    // when
    String table = FaultTable.of(List.of(GOOD, BAD));

    // then
    assertThat(table)
        .isEqualTo(
            """
            fault                injected  decisions lost  doubled  otherwise  requests lost  recovery p50  max
            orchestrator killed  3         0               0        0          0 of 900       750 ms        1.50 s
            broker away          2         1               0        1          7 of 100       -             -
            all                  5         1               0        1          7 of 1000      750 ms        1.50 s

            What must not happen, and did (1):
              canary, entry 7: a gap
            """);
  }

  @Test
  void shouldBeBadWhenADecisionWasLost() {
    // then
    assertThat(GOOD.isGood()).isTrue();
    assertThat(BAD.isGood()).isFalse();
  }

  @Test
  void shouldWriteTheSameAsADocument() {
    // when
    var tree = FaultTree.of("fast", 7, List.of(GOOD));

    // then
    assertThat(tree).containsEntry("form", "fast").containsEntry("seed", 7L);
    assertThat(tree.get("all").toString())
        .contains("injected=3", "decisionsLost=0", "recoveryMedianMs=750", "recoveryMaxMs=1500");
  }
}
