package dev.turnout.bench.judge;

import java.util.Map;
import java.util.Objects;

/**
 * What came out of the runs of a cell.
 *
 * @param times by contestant
 */
public record CellResult(Cell cell, Map<String, Times> times) {
  public Times of(String contestant) {
    return Objects.requireNonNull(times.get(contestant), contestant);
  }

  public boolean has(String contestant) {
    return times.containsKey(contestant);
  }

  /** Whether the contestant detected the regression in more than half of the runs. */
  public boolean detects(String contestant) {
    return has(contestant) && Double.isFinite(of(contestant).median().value());
  }

  /**
   * Whether the detection took long enough to be measured: five looks or more. A decision after one
   * look says more about the length of a look than about the judge.
   */
  public boolean isMeasurable(String contestant) {
    return detects(contestant) && of(contestant).median().value() >= 5 * cell.step();
  }
}
