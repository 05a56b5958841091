package dev.turnout.bench.exact;

import dev.turnout.bench.judge.Target;
import java.util.List;
import java.util.concurrent.Callable;

/** Hundreds of recorded rollouts, each with the second in which it was decided. */
final class Cells implements Check {
  private static final List<String> NAMES =
      List.of(
          "err_1pct_1000rps_10pct",
          "lat_shift1.25_10rps_10pct",
          "aa_10rps_10pct",
          "improve_1000rps_50pct");
  private static final int QUICK_RUNS = 10;

  @Override
  public String name() {
    return "cells";
  }

  @Override
  public int level() {
    return 2;
  }

  @Override
  public List<Callable<Target>> comparisons(boolean quick) {
    int runs = quick ? QUICK_RUNS : Integer.MAX_VALUE;
    return NAMES.stream()
        .map(cell -> (Callable<Target>) () -> new RecordedCell(cell, runs).compare())
        .toList();
  }
}
