package dev.turnout.orchestrator.analysis;

import static dev.turnout.orchestrator.analysis.Oracles.close;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole rollouts of the reference, tick by tick, to 1e-9, and decided in the same tick. */
class TraceTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "aa_200rps_10pct",
        "error_x20_at_60s",
        "improvement",
        "latency_shift_1.25",
        "latency_tail_5pct_x4",
        "ramp_1_to_50pct_with_drift_aa"
      })
  void shouldHaveTheReferencesEvidenceAfterEveryTick(String name) {
    // given
    List<JsonNode> lines = Oracles.trace(name);
    JsonNode header = lines.get(0);
    ReferenceRun run =
        new ReferenceRun(
            header.get("horizon").doubleValue(),
            Past.of(
                Oracles.tally(header.get("preErr"), 0),
                Map.of("accuracy", Oracles.tally(header.get("preAcc"), 0)),
                Oracles.counts(header.get("preLatency"))));

    String first = "null";
    for (JsonNode tick : lines.subList(1, lines.size())) {
      // when
      double from = tick.get("t").doubleValue();
      double to = from + header.get("dt").doubleValue();
      run.observe(Arm.CANDIDATE, counts(tick, 0, "hC"), from, to);
      run.observe(Arm.BASELINE, counts(tick, 2, "hB"), from, to);
      run.close(from, to);

      // then
      JsonNode expected = tick.get("exp");
      assertClose(tick, run.errors().logRollback(), expected.get("errRoll"));
      assertClose(tick, run.errors().logPromote(), expected.get("errProm"));
      assertClose(tick, run.accuracy().logRollback(), expected.get("accRoll"));
      assertClose(tick, run.accuracy().logPromote(), expected.get("accProm"));
      assertClose(tick, run.latency().logRollback(), expected.get("latRoll"));
      for (int gate = 0; gate < 3; gate++) {
        assertClose(tick, run.latency().logPromote().get(gate), expected.get("latProm").get(gate));
      }
      assertClose(tick, run.logGlobal(), expected.get("global_"));
      if (first.equals("null") && !run.decision().isEmpty()) {
        first = "{\"decision\":\"%s\",\"t\":%s}".formatted(run.decision(), from + 1);
      }
    }
    assertThat(first).isEqualTo(lines.get(lines.size() - 1).get("exp").get("first").toString());
  }

  private static Counts counts(JsonNode tick, int index, String histogram) {
    JsonNode errors = tick.get("err");
    JsonNode accuracy = tick.get("acc");
    return new Counts(
        errors.get(index + 1).longValue(),
        errors.get(index).longValue(),
        Oracles.bins(tick.get(histogram)),
        Map.of(
            "accuracy",
            new ScoreCounts(
                accuracy.get(index + 1).longValue(), accuracy.get(index).doubleValue())));
  }

  private static void assertClose(JsonNode tick, double actual, JsonNode expected) {
    assertThat(actual)
        .as("t=%s", tick.get("t"))
        .isCloseTo(expected.doubleValue(), close(expected.doubleValue()));
  }

  static Instant at(double seconds) {
    return Instant.EPOCH.plusMillis(Math.round(1000 * seconds));
  }
}
