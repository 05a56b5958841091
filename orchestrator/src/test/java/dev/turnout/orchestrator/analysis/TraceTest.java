package dev.turnout.orchestrator.analysis;

import static dev.turnout.orchestrator.analysis.Oracles.close;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnout.orchestrator.statistics.RestartSchedule;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole rollouts of the reference, tick by tick, to 1e-9. */
class TraceTest {
  private static final Instant START = Instant.EPOCH;

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
    RateComparison errors = comparison(header, "preErr", "errMargin");
    RateComparison accuracy = comparison(header, "preAcc", "accMargin");

    for (JsonNode tick : lines.subList(1, lines.size())) {
      // when
      Instant from = at(tick.get("t").doubleValue());
      Instant to = at(tick.get("t").doubleValue() + header.get("dt").doubleValue());
      add(errors, tick.get("err"), from, to);
      add(accuracy, tick.get("acc"), from, to);

      // then
      JsonNode expected = tick.get("exp");
      assertClose(tick, errors.logRollback(), expected.get("errRoll").doubleValue());
      assertClose(tick, errors.logPromote(), expected.get("errProm").doubleValue());
      assertClose(tick, accuracy.logRollback(), expected.get("accRoll").doubleValue());
      assertClose(tick, accuracy.logPromote(), expected.get("accProm").doubleValue());
    }
  }

  private static RateComparison comparison(JsonNode header, String history, String margin) {
    double seconds = header.get("horizon").doubleValue();
    return RateComparison.start(
        BlockRule.DEFAULT,
        new PromoteTest.NotWorse(header.get(margin).get(1).doubleValue()),
        RestartSchedule.over(Duration.ofMillis(Math.round(1000 * seconds))),
        new History(
            header.get(history).get(0).doubleValue(), header.get(history).get(1).doubleValue()),
        START);
  }

  private static void add(RateComparison comparison, JsonNode counts, Instant from, Instant to) {
    comparison.add(Arm.CANDIDATE, tally(counts, 0));
    comparison.add(Arm.BASELINE, tally(counts, 2));
    comparison.closeIfDue(to, from);
  }

  private static Tally tally(JsonNode counts, int index) {
    return new Tally(counts.get(index).doubleValue(), counts.get(index + 1).doubleValue());
  }

  private static Instant at(double seconds) {
    return START.plusMillis(Math.round(1000 * seconds));
  }

  private static void assertClose(JsonNode tick, double actual, double expected) {
    assertThat(actual).as("t=%s", tick.get("t")).isCloseTo(expected, close(expected));
  }
}
