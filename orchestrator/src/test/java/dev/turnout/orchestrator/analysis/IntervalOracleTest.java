package dev.turnout.orchestrator.analysis;

import static dev.turnout.orchestrator.analysis.Oracles.close;
import static dev.turnout.orchestrator.analysis.Oracles.tally;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnout.orchestrator.statistics.QuantileLevels;
import dev.turnout.orchestrator.statistics.RateInterval;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The confidence sequences against the reference values, to 1e-9. */
class IntervalOracleTest {

  @ParameterizedTest
  @CsvSource({"ci95, 0.05", "ci99, 0.01"})
  void shouldGiveTheIntervalOfARate(String field, double alpha) {
    for (JsonNode c : Oracles.values("bern_cs_jeffreys")) {
      RateInterval interval = RateInterval.of(tally(c, "k", "n"), alpha);

      assertThat(interval.low()).as("%s", c).isCloseTo(end(c, field, 0), close(1));
      assertThat(interval.high()).as("%s", c).isCloseTo(end(c, field, 1), close(1));
    }
  }

  @ParameterizedTest
  @CsvSource({"levels95, 0.05", "levels99, 0.01"})
  void shouldGiveTheLevelsOfAQuantile(String field, double alpha) {
    for (JsonNode c : Oracles.values("quantile_cs_levels_t_opt_1000")) {
      QuantileLevels levels =
          QuantileLevels.of(c.get("q").doubleValue(), c.get("n").doubleValue(), alpha);

      assertThat(levels.low()).as("%s", c).isCloseTo(end(c, field, 0), close(1));
      assertThat(levels.high()).as("%s", c).isCloseTo(end(c, field, 1), close(1));
    }
  }

  private static double end(JsonNode node, String field, int index) {
    return node.get(field).get(index).doubleValue();
  }
}
