package dev.turnout.bench.rolling;

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

/** How often the judge errs when each node carries one version, over whole rollouts. */
class RollingJudgeTest {
  private static final int RUNS = Integer.getInteger("turnout.rolling.runs", 2);

  @Test
  void explore() {
    for (int nodes : new int[] {4, 8}) {
      for (double spread : new double[] {0, 0.05}) {
        say(nodes, spread, NodeLimit.ONE, 1, LatencyChange.NONE);
        say(nodes, spread, NodeLimit.ONE, 4, LatencyChange.NONE);
        say(nodes, spread, NodeLimit.ONE, 1, LatencyChange.shift(1.5));
      }
    }
  }

  private static void say(
      int nodes, double spread, NodeLimit limit, double errors, LatencyChange change) {
    AnalysisSpec analysis =
        AnalysisSpec.of(
                Rate.errors("errors", 0.002, 1),
                Distribution.latency("p99", 0.99, 0.25, Duration.ofSeconds(2)))
            .withDeadline(Duration.ofMinutes(20));
    Setting setting = new Setting(nodes, 100, spread, errors, change, limit, analysis);
    long from = System.nanoTime();
    List<Result> all =
        LongStream.range(0, RUNS).mapToObj(seed -> new RollingWorld(setting, seed).run()).toList();
    System.err.printf(
        "%d nodes spread %s errors x%s %s: %s  %d ms%n",
        nodes, spread, errors, change, all, (System.nanoTime() - from) / 1_000_000);
  }
}
