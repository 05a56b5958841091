package dev.turnout.orchestrator.guard;

import dev.turnout.orchestrator.statistics.MixtureState;

/**
 * {@link ExposureCheck} as plain values.
 *
 * @param mixture over alternatives and restarts
 * @param maxLog the highest evidence so far
 */
public record ExposureState(MixtureState mixture, double maxLog) {}
