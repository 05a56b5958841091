package dev.turnout.orchestrator.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.statistics.RestartSchedule;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Many runs of the reference: 1 % errors instead of 0.1 %, 1000 requests a second, a tenth of them
 * on the candidate. Each run must be decided in the same second.
 */
class CellTest {
  private static final String CELL = "errors_x10_1000rps_10pct";

  /** One metric of three with equal weights reaches 1 / alpha alone. */
  private static final double LOG_BLAME = Math.log(3 / 0.01);

  @Test
  void shouldBlameTheErrorsInTheSameSecondAsTheReferenceInEveryRun() {
    // given
    List<Double> expected = new ArrayList<>();
    Oracles.cellDecisions(CELL).forEach(run -> expected.add(run.get("err").doubleValue()));

    // when
    List<Double> decided = new ArrayList<>();
    for (List<String[]> run : Oracles.cellRuns(CELL)) {
      decided.add(decide(run));
    }

    // then
    assertThat(decided).hasSize(60).isEqualTo(expected);
  }

  /** The first line of a run is its history, each other line a second. */
  private static double decide(List<String[]> run) {
    RateComparison errors =
        RateComparison.start(
            BlockRule.DEFAULT,
            new PromoteTest.NotWorse(0.002),
            RestartSchedule.over(Duration.ofHours(1)),
            new History(number(run.get(0)[2]), number(run.get(0)[3])),
            Instant.EPOCH);
    for (String[] line : run.subList(1, run.size())) {
      double end = number(line[2]) + number(line[3]);
      errors.add(Arm.CANDIDATE, new Tally(number(line[4]), number(line[5])));
      errors.add(Arm.BASELINE, new Tally(number(line[6]), number(line[7])));
      errors.closeIfDue(at(end), at(number(line[2])));
      if (errors.logRollback() >= LOG_BLAME) {
        return end;
      }
    }
    return Double.NaN;
  }

  private static Instant at(double seconds) {
    return Instant.EPOCH.plusMillis(Math.round(1000 * seconds));
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }
}
