package dev.turnout.orchestrator.fleet;

import java.util.Optional;

/**
 * State of one version on one node.
 *
 * @param reason why it failed or is not ready; empty when it is ready
 */
public record VersionStatus(VersionState state, Optional<String> reason) {
  /** The version is not there: never was, or no longer. */
  public static final VersionStatus ABSENT =
      new VersionStatus(VersionState.RETIRED, Optional.empty());

  public boolean is(VersionState other) {
    return state == other;
  }
}
