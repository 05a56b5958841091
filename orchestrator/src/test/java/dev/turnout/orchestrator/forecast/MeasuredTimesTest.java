package dev.turnout.orchestrator.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.turnout.orchestrator.analysis.BlockRule;
import dev.turnout.orchestrator.analysis.Distribution;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.WarmUp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The forecast against simulated rollouts: the medians of 1000 runs a cell, one metric at a
 * threshold of ln(300), without warm-up.
 */
class MeasuredTimesTest {
  private static final double LOG_BLAME = StrictMath.log(300);
  private static final double ACCURACY_OF_FORECAST = 0.2;
  private static final double SHORTEST_BLOCK = 1;
  private static final double BETA = 0.05;
  private static final Lognormal USUAL = Lognormal.DEFAULT;
  private static final Stake STAKE = new Stake(true, LOG_BLAME, LOG_BLAME);
  private static final ShareWatch ERRORS = new ShareWatch(Rate.errors("errors"), 0.001, STAKE);
  private static final ShareWatch ACCURACY =
      new ShareWatch(Rate.score("accuracy", "accuracy"), 0.05, STAKE);
  private static final DistributionWatch LATENCY =
      DistributionWatch.of(
          Distribution.latency("latency", Distribution.DEFAULT_GATES), USUAL, STAKE);

  /** A cell in which at least half of the runs decided. */
  record Cell(String kind, double perSecond, double share, String candidate, double median) {}

  @ParameterizedTest
  @MethodSource("cells")
  void shouldBeWithinAFifthOfTheMedian(Cell cell) {
    // given
    Traffic traffic = new Traffic(cell.perSecond(), 1, 0.2, Duration.ofMinutes(2));
    Flows flows =
        Flows.of(traffic, WarmUp.NONE, List.of(new Span(cell.share(), Double.POSITIVE_INFINITY)));

    // when
    double forecast = Proof.last(proofs(cell), flows, BlockRule.DEFAULT);

    // then
    assertThat(forecast)
        .isCloseTo(cell.median(), within(ACCURACY_OF_FORECAST * cell.median() + SHORTEST_BLOCK));
  }

  private static List<Proof> proofs(Cell cell) {
    return switch (cell.kind()) {
      case "errors" -> ERRORS.found(Double.parseDouble(cell.candidate()));
      case "accuracy" -> ACCURACY.found(Double.parseDouble(cell.candidate()));
      case "latency" -> List.of(LATENCY.worse(slower(cell.candidate())));
      case "pass-errors" -> ERRORS.passed(BETA);
      case "pass-accuracy" -> ACCURACY.passed(BETA);
      case "pass-latency" -> LATENCY.passed(BETA);
      default -> List.of(limit(cell));
    };
  }

  private static Proof limit(Cell cell) {
    double limit = Double.parseDouble(cell.kind().substring("limit-".length()));
    Rate rate = Rate.errors("errors", 0.002, limit).againstLimit();
    ShareWatch watch = new ShareWatch(rate, limit / 2, STAKE);
    return watch.found(Double.parseDouble(cell.candidate())).get(0);
  }

  /** {@code shift2.0}: everything is slower; {@code tail2.0}: 5 % are, so that p99 is. */
  private static DoubleUnaryOperator slower(String candidate) {
    return switch (candidate) {
      case "tail1.25" -> tail(2.3857);
      case "tail2.0" -> tail(4.2342);
      default -> USUAL.times(Double.parseDouble(candidate.substring("shift".length())))::slowerThan;
    };
  }

  private static DoubleUnaryOperator tail(double times) {
    return millis -> 0.95 * USUAL.slowerThan(millis) + 0.05 * USUAL.times(times).slowerThan(millis);
  }

  static List<Cell> cells() throws IOException {
    try (InputStream in = MeasuredTimesTest.class.getResourceAsStream("/forecast/measured.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(","))
          .map(
              cell ->
                  new Cell(
                      cell[0],
                      Double.parseDouble(cell[1]),
                      Double.parseDouble(cell[2]),
                      cell[3],
                      Double.parseDouble(cell[4])))
          .toList();
    }
  }
}
