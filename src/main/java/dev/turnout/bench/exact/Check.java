package dev.turnout.bench.exact;

import dev.turnout.bench.judge.Target;
import java.util.List;
import java.util.concurrent.Callable;

/** Compares the judge with recorded decisions. */
public interface Check {
  /** A short word, as in {@code --only traces}. */
  String name();

  /** 1 compares evidence, 2 decisions. */
  int level();

  /**
   * The comparisons, each of which gives a target; they may run at the same time.
   *
   * @param quick whether a part will do
   */
  List<Callable<Target>> comparisons(boolean quick);

  /** All checks. */
  static List<Check> all() {
    return List.of(new Traces(), new Cells());
  }
}
