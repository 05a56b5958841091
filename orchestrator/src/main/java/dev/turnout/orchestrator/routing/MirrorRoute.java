package dev.turnout.orchestrator.routing;

/**
 * A share of the requests that is copied to a version; its answers are measured and thrown away.
 */
public record MirrorRoute(Version version, Weight fraction) {}
