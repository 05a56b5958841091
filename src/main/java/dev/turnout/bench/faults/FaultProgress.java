package dev.turnout.bench.faults;

/** Is told about each fault that is over. */
@FunctionalInterface
public interface FaultProgress {
  /** Tells nobody. */
  FaultProgress SILENT = fault -> {};

  /**
   * A fault was injected, and what followed was checked.
   *
   * @param fault its kind, in words
   */
  void injected(String fault);
}
