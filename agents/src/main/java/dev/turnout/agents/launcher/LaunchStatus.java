package dev.turnout.agents.launcher;

import dev.turnout.agents.probe.Health;
import dev.turnout.agents.router.Endpoint;

/** What a version's server is at the moment. */
public sealed interface LaunchStatus {

  /**
   * It does not take requests yet, or not at the moment.
   *
   * @param reason what is waited for
   */
  record Preparing(String reason) implements LaunchStatus {}

  /**
   * It takes requests.
   *
   * @param endpoint where
   */
  record Ready(Endpoint endpoint) implements LaunchStatus {}

  /**
   * It was given up; only another order helps.
   *
   * @param reason why, with the last words of its log if there is one
   */
  record Failed(String reason) implements LaunchStatus {}

  /** It was told to end and has not ended yet. */
  record Stopping() implements LaunchStatus {}

  /** What a running server is, by its health checks. */
  static LaunchStatus of(Endpoint endpoint, Health health) {
    if (health.state() == Health.State.READY) {
      return new Ready(endpoint);
    }
    return new Preparing(
        health.reason().isEmpty() ? "waiting for its first health check" : health.reason());
  }
}
