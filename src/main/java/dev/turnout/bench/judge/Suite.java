package dev.turnout.bench.judge;

import java.util.List;

/** Cells that belong together, and the targets that they are held to. */
public interface Suite {
  /** A short word, as in {@code --only errors}. */
  String name();

  /** What is simulated, in one line. */
  String title();

  List<Cell> cells(Effort effort);

  /** Whether it is short enough for a quick look. */
  default boolean isQuick() {
    return true;
  }

  /** The contestants that the table shows, in order. */
  List<String> columns();

  /**
   * @param results of all suites that ran; a target whose cells did not run is left out
   */
  List<Target> targets(Results results);
}
