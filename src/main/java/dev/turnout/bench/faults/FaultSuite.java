package dev.turnout.bench.faults;

import java.util.List;

/** Faults of one family, injected one after another into a scripted set of rollouts. */
public interface FaultSuite {

  /** A short word, as in {@code --only orchestrator}. */
  String name();

  /** What is done, in one line. */
  String title();

  /** How many faults {@link #run} will inject, for the progress; about is enough. */
  int faults(FaultOrder order);

  /**
   * Injects the faults; what they harmed stands in the results, one for each kind of fault. Runs in
   * the caller's thread.
   *
   * @throws InterruptedException if the thread was interrupted; everything that was started is
   *     stopped
   */
  List<FaultResult> run(FaultOrder order, FaultProgress progress) throws InterruptedException;
}
