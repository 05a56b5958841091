package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.telemetry.TelemetrySnapshot;

/** The whole state of a {@link ModelProcessor} as plain values. */
public record ProcessorSnapshot(Model model, TelemetrySnapshot telemetry) {}
