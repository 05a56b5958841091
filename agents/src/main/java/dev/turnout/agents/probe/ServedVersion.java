package dev.turnout.agents.probe;

import dev.turnout.agents.router.Endpoint;

/**
 * A version that a server on this node serves.
 *
 * @param model name of the model
 * @param version name of the version
 * @param endpoint where the server listens
 */
public record ServedVersion(String model, String version, Endpoint endpoint) {}
