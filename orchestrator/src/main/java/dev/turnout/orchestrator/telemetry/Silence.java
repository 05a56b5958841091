package dev.turnout.orchestrator.telemetry;

import java.time.Duration;

/** What an agent's silence means. */
public final class Silence {
  /** An agent reports every few seconds; silent for so long, its node is lost. */
  public static final Duration LOST = Duration.ofSeconds(15);

  /** A lost node is forgotten after this silence if no rollout waits for it. */
  public static final Duration FORGOTTEN = Duration.ofHours(1);

  private Silence() {}
}
