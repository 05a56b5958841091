package dev.turnout.agents.launcher;

import dev.turnout.agents.router.Endpoint;
import java.util.Optional;

/** Asks a server whether it takes requests. */
@FunctionalInterface
public interface ReadinessProbe {
  /**
   * Why the server is not ready, in words; empty if it is. Blocks no longer than the probe's own
   * time limit, and throws only {@code InterruptedException}.
   */
  Optional<String> whyNotReady(Endpoint endpoint) throws InterruptedException;
}
