package dev.turnout.orchestrator.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnout.orchestrator.statistics.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many runs of the reference: each must be decided in the same second. */
class CellTest {
  /** One metric of three with equal weights reaches 1 / alpha alone. */
  private static final double LOG_BLAME = Math.log(3 / 0.01);

  @ParameterizedTest
  @CsvSource({
    "err_1pct_1000rps_10pct, 60",
    "lat_shift1.25_10rps_10pct, 100",
    "aa_10rps_10pct, 60",
    "improve_1000rps_50pct, 20"
  })
  void shouldDecideInTheSameSecondAsTheReferenceInEveryRun(String cell, int runs) {
    // given
    JsonNode expected = Oracles.cellDecisions(cell);
    List<String> wanted = new ArrayList<>();
    expected.forEach(run -> wanted.add(decisions(run)));

    // when
    List<String> decided = new ArrayList<>();
    Oracles.cellRuns(cell).forEach(run -> decided.add(decide(run)));

    // then
    assertThat(decided).hasSize(runs).isEqualTo(wanted);
  }

  private static String decisions(JsonNode run) {
    Map<String, Double> times = new LinkedHashMap<>();
    for (String what : List.of("rollback", "promote", "err", "acc", "lat")) {
      if (!run.get(what).isNull()) {
        times.put(what, run.get(what).doubleValue());
      }
    }
    return times.toString();
  }

  /** The first line of a run is its history, each other line a block. */
  private static String decide(List<String[]> run) {
    String[] before = run.get(0);
    ReferenceRun rollout =
        new ReferenceRun(
            3600,
            Past.of(
                new Tally(number(before[2]), number(before[3])),
                Map.of("accuracy", new Tally(number(before[4]), number(before[5]))),
                Oracles.counts(before[6])));
    Map<String, Double> times = new LinkedHashMap<>();
    Map<String, BooleanSupplier> decisions = new LinkedHashMap<>();
    decisions.put("rollback", () -> rollout.decision().equals("ROLLBACK"));
    decisions.put("promote", () -> rollout.decision().equals("PROMOTE"));
    decisions.put("err", () -> rollout.errors().logRollback() >= LOG_BLAME);
    decisions.put("acc", () -> rollout.accuracy().logRollback() >= LOG_BLAME);
    decisions.put("lat", () -> rollout.latency().logRollback() >= LOG_BLAME);
    boolean done = false;
    for (String[] line : run.subList(1, run.size())) {
      double from = number(line[2]);
      double to = from + number(line[3]);
      rollout.observe(Arm.CANDIDATE, counts(line, 4, 8, 12), from, to);
      rollout.observe(Arm.BASELINE, counts(line, 6, 10, 13), from, to);
      rollout.close(from, to);
      boolean decided = done;
      decisions.forEach(
          (what, holds) -> {
            boolean verdict = what.equals("rollback") || what.equals("promote");
            if (!times.containsKey(what) && !(verdict && decided) && holds.getAsBoolean()) {
              times.put(what, to);
            }
          });
      done |= times.containsKey("rollback") || times.containsKey("promote");
    }
    Map<String, Double> ordered = new LinkedHashMap<>();
    decisions.keySet().stream()
        .filter(times::containsKey)
        .forEach(what -> ordered.put(what, times.get(what)));
    return ordered.toString();
  }

  private static Counts counts(String[] line, int errors, int labels, int histogram) {
    return new Counts(
        (long) number(line[errors + 1]),
        (long) number(line[errors]),
        Oracles.bins(line[histogram]),
        Map.of("accuracy", new ScoreCounts((long) number(line[labels + 1]), number(line[labels]))));
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }
}
