package dev.turnout.bench.exact;

import dev.turnout.bench.judge.Target;
import java.util.List;
import java.util.concurrent.Callable;

/** Six rollouts whose evidence was recorded after every second. */
final class Traces implements Check {
  private static final List<String> NAMES =
      List.of(
          "aa_200rps_10pct",
          "error_x20_at_60s",
          "improvement",
          "latency_shift_1.25",
          "latency_tail_5pct_x4",
          "ramp_1_to_50pct_with_drift_aa");

  @Override
  public String name() {
    return "traces";
  }

  @Override
  public int level() {
    return 1;
  }

  @Override
  public List<Callable<Target>> comparisons(boolean quick) {
    return NAMES.stream()
        .map(trace -> (Callable<Target>) () -> new Trace(trace).compare())
        .toList();
  }
}
