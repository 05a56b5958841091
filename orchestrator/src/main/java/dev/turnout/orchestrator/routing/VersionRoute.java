package dev.turnout.orchestrator.routing;

/** One version that a node must keep ready, with its share of the traffic. */
public record VersionRoute(VersionRef ref, Role role, Weight weight) {}
