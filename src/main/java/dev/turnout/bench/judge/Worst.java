package dev.turnout.bench.judge;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The worst of several cells, and what they have in common. */
final class Worst {
  private final List<CellResult> cells;
  private final Function<CellResult, Measured> number;

  /** Over the cells that the condition picks. */
  Worst(
      List<CellResult> cells,
      Predicate<CellResult> condition,
      Function<CellResult, Measured> number) {
    this.cells = cells.stream().filter(condition).toList();
    this.number = number;
  }

  /** A target that the highest number must not exceed; empty if there is no cell. */
  Optional<Target> atMost(String goal, double limit) {
    return cells.stream()
        .max(Comparator.comparingDouble(cell -> number.apply(cell).value()))
        .map(
            worst ->
                Target.atMost(
                    worst.cell().suite(), goal, limit, number.apply(worst), detail(worst)));
  }

  private String detail(CellResult worst) {
    double logs = 0;
    for (CellResult cell : cells) {
      logs += Math.log(number.apply(cell).value());
    }
    double mean = Math.exp(logs / cells.size());
    String where = "worst of %d cells: %s".formatted(cells.size(), worst.cell().id());
    return mean > 0 && Double.isFinite(mean)
        ? where + "; geometric mean %.2f".formatted(mean)
        : where;
  }
}
