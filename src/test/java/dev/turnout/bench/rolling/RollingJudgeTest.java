package dev.turnout.bench.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.bench.rolling.RollingWorld.Result;
import dev.turnout.bench.rolling.RollingWorld.Setting;
import dev.turnout.bench.world.LatencyChange;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Distribution;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.plan.NodeLimit;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * How often the judge errs when each node carries one version, over whole rollouts on eight nodes
 * that differ by 5 % in speed for ever. Seeds are fixed; {@code -Dturnout.rolling.runs=40
 * -Dturnout.rolling.print=true} prints the figures of the judge's page.
 */
class RollingJudgeTest {
  private static final int RUNS = Integer.getInteger("turnout.rolling.runs", 3);
  private static final int NODES = 8;
  private static final int BATCH = 2;

  @Test
  void shouldPromoteACandidateThatIsAsGood() {
    // when
    List<Result> results = results("as good", 1, LatencyChange.NONE);

    // then
    assertThat(results).extracting(Result::how).containsOnly("PROMOTED");
    assertThat(results).extracting(Result::switched).containsOnly(NODES);
  }

  @Test
  void shouldFindErrorsInTheFirstBatch() {
    // when
    List<Result> results = results("four times the errors", 4, LatencyChange.NONE);

    // then
    assertThatNoSecondBatchSaw(results);
  }

  @Test
  void shouldFindASlowDownInTheFirstBatch() {
    // when
    List<Result> results = results("x1.5 slower", 1, LatencyChange.shift(1.5));

    // then
    assertThatNoSecondBatchSaw(results);
  }

  private static void assertThatNoSecondBatchSaw(List<Result> results) {
    assertThat(results).extracting(Result::how).containsOnly("ROLLED_BACK");
    assertThat(results).extracting(Result::switched).containsOnly(BATCH);
  }

  private static List<Result> results(String candidate, double errors, LatencyChange change) {
    AnalysisSpec analysis =
        AnalysisSpec.of(
            Rate.errors("errors", 0.002, 1),
            Distribution.latency("p99", 0.99, 0.2, Duration.ofSeconds(2)));
    Setting setting =
        new Setting(NODES, 100, 0.05, errors, change, new NodeLimit.Count(BATCH), analysis);
    List<Result> results =
        LongStream.range(0, RUNS).mapToObj(seed -> new RollingWorld(setting, seed).run()).toList();
    if (Boolean.getBoolean("turnout.rolling.print")) {
      results.forEach(result -> System.out.printf("%s: %s%n", candidate, result));
    }
    return results;
  }
}
