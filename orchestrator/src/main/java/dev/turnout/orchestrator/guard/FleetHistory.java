package dev.turnout.orchestrator.guard;

import dev.turnout.orchestrator.guard.NodeLevels.Scale;
import dev.turnout.orchestrator.statistics.BinCounts;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Instant;

/**
 * What the nodes did while they carried the version in production: belongs to a model and also runs
 * while there is no rollout, so that a rollout on dedicated nodes knows at its start how they
 * differ and burst.
 */
public final class FleetHistory {
  private final NodeGuard errors;
  private final NodeGuard latency;

  private FleetHistory(NodeGuard errors, NodeGuard latency) {
    this.errors = errors;
    this.latency = latency;
  }

  /** Nothing is known. */
  public static FleetHistory empty(Instant at) {
    return new FleetHistory(NodeGuard.start(Scale.LOG_RATE, at), NodeGuard.start(Scale.VALUE, at));
  }

  public static FleetHistory restore(FleetHistoryState state) {
    return new FleetHistory(
        NodeGuard.restore(Scale.LOG_RATE, state.errors()),
        NodeGuard.restore(Scale.VALUE, state.latency()));
  }

  /**
   * Adds what a node did with the version in production.
   *
   * @param errors failed and all requests
   * @param latency number of requests by bin
   */
  public void add(String node, Tally errors, BinCounts latency, Instant at) {
    this.errors.closeIfDue(at);
    this.latency.closeIfDue(at);
    this.errors.add(node, Moments.of(errors), at);
    this.latency.add(node, Moments.of(latency), at);
  }

  public FleetHistoryState state() {
    return new FleetHistoryState(errors.state(), latency.state());
  }
}
