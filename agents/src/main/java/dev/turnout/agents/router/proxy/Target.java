package dev.turnout.agents.router.proxy;

import dev.turnout.agents.report.VersionCounters;
import dev.turnout.agents.router.Endpoint;
import java.util.Optional;

/**
 * A version as a request sees it.
 *
 * @param version its name
 * @param endpoint where it listens on this node, if it does
 * @param counters where its requests are counted
 */
record Target(String version, Optional<Endpoint> endpoint, VersionCounters counters) {}
