package dev.turnout.orchestrator.guard;

import java.time.Instant;

/**
 * {@link FleetHistory} as plain values.
 *
 * @param errors failed requests
 * @param latency log-latencies in bins
 */
public record FleetHistoryState(NodeGuardState errors, NodeGuardState latency) {
  /** Nothing is known. */
  public static FleetHistoryState empty(Instant at) {
    return FleetHistory.empty(at).state();
  }

  /** What each node's latency was, if it carried the version for long enough. */
  public NodeOffsets offsets(Instant at) {
    return NodeLevels.restore(NodeLevels.Scale.VALUE, latency.levels()).offsets(at);
  }
}
