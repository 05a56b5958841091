package dev.turnout.orchestrator.analysis;

import static dev.turnout.orchestrator.analysis.Oracles.close;
import static dev.turnout.orchestrator.analysis.Oracles.tally;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnout.orchestrator.statistics.BlockE;
import dev.turnout.orchestrator.statistics.CategoricalBets;
import dev.turnout.orchestrator.statistics.Histogram;
import dev.turnout.orchestrator.statistics.LatencyBins;
import dev.turnout.orchestrator.statistics.NullProjection;
import dev.turnout.orchestrator.statistics.RestartMixture;
import dev.turnout.orchestrator.statistics.RestartSchedule;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pieces of the method against the reference values, to 1e-9. */
class OracleTest {
  private static final Instant START = Instant.EPOCH;

  @Test
  void shouldGiveTheTwoSampleEValueOfABlock() {
    for (JsonNode c : Oracles.values("log_e_bern")) {
      double logE =
          BlockE.twoSample(
              tally(c, "kC", "nC"),
              tally(c, "kB", "nB"),
              c.get("a").doubleValue(),
              c.get("b").doubleValue());

      assertThat(logE).as("%s", c).isCloseTo(expected(c, "logE"), close(expected(c, "logE")));
    }
  }

  @Test
  void shouldGiveTheOneSampleEValue() {
    for (JsonNode c : Oracles.values("log_e_abs")) {
      double logE =
          BlockE.oneSample(tally(c, "k", "n"), c.get("a").doubleValue(), c.get("p0").doubleValue());

      assertThat(logE).as("%s", c).isCloseTo(expected(c, "logE"), close(expected(c, "logE")));
    }
  }

  @Test
  void shouldProjectOnTheBoundaryOfADifference() {
    for (JsonNode c : Oracles.values("project_diff")) {
      double pB =
          NullProjection.difference(
              c.get("nC").doubleValue(),
              c.get("nB").doubleValue(),
              c.get("a").doubleValue(),
              c.get("b").doubleValue(),
              c.get("delta").doubleValue());

      assertThat(pB).as("%s", c).isCloseTo(expected(c, "pB0"), close(expected(c, "pB0")));
    }
  }

  @Test
  void shouldProjectOnTheBoundaryOfARatio() {
    for (JsonNode c : Oracles.values("project_ratio")) {
      double pB =
          NullProjection.ratio(
              c.get("nC").doubleValue(),
              c.get("nB").doubleValue(),
              c.get("a").doubleValue(),
              c.get("b").doubleValue(),
              c.get("rho").doubleValue());

      assertThat(pB).as("%s", c).isCloseTo(expected(c, "pB0"), close(expected(c, "pB0")));
    }
  }

  @Test
  void shouldMixAlternativesAndRestarts() {
    // given a restart before the blocks 2 and 4
    double[] weights = {.5, .3, .2};
    RestartSchedule schedule = RestartSchedule.over(Duration.ofSeconds(120));
    RestartMixture mixture = RestartMixture.start(weights, schedule, START);

    int block = 0;
    for (JsonNode c : Oracles.values("restart_mixture_w_.5_.3_.2_first_.7_m_60")) {
      mixture.openRestarts(START.plusSeconds(block++));
      mixture.multiply(
          new double[] {
            c.get("inc").get(0).doubleValue(),
            c.get("inc").get(1).doubleValue(),
            c.get("inc").get(2).doubleValue()
          });

      assertThat(mixture.logM()).isCloseTo(expected(c, "logM"), close(expected(c, "logM")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rate_metric_pre_54_54000_blocks_2/100_1/900, 2, 1",
    "rate_metric_pre_54_54000_blocks_0.1/100_1/900, 1, 10"
  })
  void shouldFollowARateOverManyBlocks(String name, double bad, int every) {
    // given bad outcomes in every block or in each tenth, and a restart before the blocks 10, 20,
    // ...
    RateComparison comparison =
        RateComparison.start(
            Rate.count("rate", "event", .002, Rate.NO_LIMIT),
            BlockRule.DEFAULT,
            RestartSchedule.over(Duration.ofSeconds(600)),
            Past.of(Tally.EMPTY, Map.of("event", new Tally(54, 54000)), Map.of()),
            START);
    int block = 0;
    for (JsonNode c : Oracles.values(name)) {
      // when
      for (; block <= c.get("block").intValue(); block++) {
        comparison.observe(
            Arm.CANDIDATE, "n1", Counts.ofScore("event", 100, block % every == 0 ? bad : 0));
        comparison.observe(Arm.BASELINE, "n1", Counts.ofScore("event", 900, 1));
        comparison.closeIfDue(START.plusSeconds(block + 1), START.plusSeconds(block));
      }

      // then
      double roll = expected(c, "logRoll");
      assertThat(comparison.logRollback()).as("%s", c).isCloseTo(roll, close(roll));
      double promote = expected(c, "logProm");
      assertThat(comparison.logPromote()).as("%s", c).isCloseTo(promote, close(promote));
    }
  }

  @Test
  void shouldJudgeABlockOfCategories() {
    for (JsonNode c : Oracles.values("log_e_cat")) {
      CategoricalBets bets =
          new CategoricalBets(
              new int[] {1, 2, 3}, numbers(c.get("b")), List.<double[]>of(numbers(c.get("a"))));

      double logE = bets.logE(numbers(c.get("kC")), numbers(c.get("kB")))[0];

      assertThat(logE).isCloseTo(expected(c, "logE"), close(expected(c, "logE")));
    }
  }

  @Test
  void shouldMakeTheReferencesAlternatives() {
    // given
    JsonNode example = Oracles.values("latency_alternatives_example");
    Histogram usual = Histogram.empty();
    usual.add(new TreeMap<>(Oracles.counts(example.get("ref"))));

    // when
    CategoricalBets bets = Rules.REFERENCE.shape().around(usual);

    // then
    JsonNode alternatives = example.get("alts");
    assertThat(IntStream.of(bets.cuts()).asDoubleStream().toArray())
        .isEqualTo(numbers(example.get("cuts")));
    assertThat(bets.worse()).hasSize(alternatives.size());
    for (int i = 0; i < alternatives.size(); i++) {
      JsonNode expected = alternatives.get(i);
      assertThat(bets.worse().get(i)).containsExactly(numbers(expected.get("a")), within(1e-12));
      assertThat(bets.usual()).containsExactly(numbers(expected.get("b")), within(1e-12));
      assertThat(Rules.REFERENCE.shape().weights()[i])
          .isCloseTo(expected.get("w").doubleValue(), within(1e-12));
    }
  }

  private static double[] numbers(JsonNode list) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.get(i).doubleValue();
    }
    return numbers;
  }

  @Test
  void shouldPutLatenciesIntoTheReferenceBins() {
    for (Map.Entry<String, JsonNode> c : Oracles.values("bin_of").properties()) {
      assertThat(LatencyBins.binOf(Double.parseDouble(c.getKey())))
          .as(c.getKey())
          .isEqualTo(c.getValue().intValue());
    }
  }

  private static double expected(JsonNode node, String field) {
    return node.get(field).doubleValue();
  }
}
