package dev.turnout.agents.convergence;

import dev.turnout.agents.probe.SmokeResult;
import dev.turnout.agents.probe.SmokeTest;
import dev.turnout.agents.router.Endpoint;
import java.util.concurrent.CompletableFuture;

/** Runs smoke tests in the background. */
@FunctionalInterface
public interface SmokeRunner {
  /** Asks the server; returns at once, and the future ends within the test's time limit. */
  CompletableFuture<SmokeResult> run(SmokeTest test, Endpoint endpoint);
}
