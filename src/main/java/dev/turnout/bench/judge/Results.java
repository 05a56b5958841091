package dev.turnout.bench.judge;

import java.util.List;
import java.util.Optional;

/** The results of all suites that ran. */
public record Results(List<CellResult> cells) {
  public Results {
    cells = List.copyOf(cells);
  }

  /** The cells of a suite, empty if it did not run. */
  public List<CellResult> of(String suite) {
    return cells.stream().filter(result -> result.cell().suite().equals(suite)).toList();
  }

  Optional<CellResult> find(String suite, String id) {
    return of(suite).stream().filter(result -> result.cell().id().equals(id)).findFirst();
  }
}
