package dev.turnout.bench.scale;

import java.util.List;

/**
 * An orchestrator that was killed and started again.
 *
 * @param readySeconds until it had its state
 * @param decidedSeconds until the first decision could be read; empty if there was none
 */
record Restart(double readySeconds, List<Double> decidedSeconds) {

  /** Kills it, starts it, and lets a candidate fail in the same moment. */
  static Restart of(OrchestratorProcess orchestrator, Decisions decisions, ScaledModel failing)
      throws InterruptedException {
    orchestrator.kill();
    orchestrator.start();
    double[] ready = {0};
    Thread watch = new Thread(() -> ready[0] = awaitReady(orchestrator), "scale-ready");
    watch.start();
    List<Double> decided =
        decisions.atOnce(List.of(failing)).stream().map(millis -> millis / 1000).toList();
    watch.join();
    return new Restart(ready[0], decided);
  }

  private static double awaitReady(OrchestratorProcess orchestrator) {
    try {
      return orchestrator.awaitReady();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Double.NaN;
    }
  }
}
