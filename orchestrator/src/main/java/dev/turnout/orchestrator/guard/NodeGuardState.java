package dev.turnout.orchestrator.guard;

/** {@link NodeGuard} as plain values. */
public record NodeGuardState(NodeLevelsState levels, OverdispersionState bursts) {}
