package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.analysis.ComparisonState.PromoteState;
import dev.turnout.orchestrator.statistics.RestartMixture;
import dev.turnout.orchestrator.statistics.RestartSchedule;
import java.time.Instant;

/**
 * Evidence that the candidate is good enough. The highest value counts: with a chance of at most
 * beta it ever reaches 1 / beta for a candidate that is not (Ville's inequality covers the
 * supremum).
 */
final class PromoteEvidence {
  private final RestartMixture mixture;
  private double maxLog;

  private PromoteEvidence(RestartMixture mixture, double maxLog) {
    this.mixture = mixture;
    this.maxLog = maxLog;
  }

  static PromoteEvidence start(double[] weights, RestartSchedule restarts, Instant at) {
    return new PromoteEvidence(RestartMixture.start(weights, restarts, at), 0);
  }

  static PromoteEvidence restore(double[] weights, RestartSchedule restarts, PromoteState state) {
    return new PromoteEvidence(
        RestartMixture.restore(weights, restarts, state.mixture()), state.maxLog());
  }

  void openRestarts(Instant at) {
    mixture.openRestarts(at);
  }

  /** Takes one block's log e-value for each alternative. */
  void multiply(double[] logE) {
    mixture.multiply(logE);
    maxLog = Math.max(maxLog, mixture.logM());
  }

  double log() {
    return mixture.logM();
  }

  double maxLog() {
    return maxLog;
  }

  PromoteState state() {
    return new PromoteState(mixture.state(), maxLog);
  }
}
