package dev.turnout.agents.probe;

import java.util.Set;

/**
 * Watches whether the versions on this node are ready. It only tells: a version that is not keeps
 * its traffic until the orchestrator decides. Safe for all threads; whoever made it closes it.
 */
public interface HealthChecker extends AutoCloseable {
  /**
   * Watches exactly these from now on. May be repeated: what was watched before keeps its state,
   * and a version at another endpoint is a new one. Does not block.
   */
  void watch(Set<ServedVersion> versions);

  /** What is known about a version; {@code UNKNOWN} if it is not watched. Does not block. */
  Health health(ServedVersion version);

  /** Stops watching. May be repeated. */
  @Override
  void close();
}
