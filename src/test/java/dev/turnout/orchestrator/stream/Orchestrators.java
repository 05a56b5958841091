package dev.turnout.orchestrator.stream;

import java.time.InstantSource;

/** Starts orchestrators whose process clock a test holds in its hand. */
public final class Orchestrators {

  private Orchestrators() {}

  public static Orchestrator start(OrchestratorConfig config, InstantSource clock) {
    return Orchestrator.start(config, clock);
  }
}
