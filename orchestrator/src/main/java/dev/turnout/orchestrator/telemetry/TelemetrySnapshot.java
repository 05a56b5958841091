package dev.turnout.orchestrator.telemetry;

import dev.turnout.orchestrator.analysis.BaselineHistory;
import dev.turnout.orchestrator.analysis.JudgeSnapshot;
import dev.turnout.orchestrator.guard.FleetHistoryState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The whole state of {@link Telemetry} as plain values.
 *
 * @param now the latest time that an input carried
 * @param measuredAt time of the newest metric report
 * @param history what the version in production did
 * @param fleet what the nodes did with it
 * @param judge empty when nothing is judged
 */
public record TelemetrySnapshot(
    Instant now,
    Instant measuredAt,
    List<Hearing> hearings,
    List<Meter> meters,
    BaselineHistory history,
    FleetHistoryState fleet,
    Optional<JudgeSnapshot> judge) {
  public TelemetrySnapshot {
    hearings = List.copyOf(hearings);
    meters = List.copyOf(meters);
  }
}
