package dev.turnout.agents.convergence;

import dev.turnout.agents.launcher.LaunchStatus;

/**
 * What a version is on this node.
 *
 * @param version name of the version
 * @param phase where it is in its life
 * @param reason why it failed or is not ready; empty when it is ready or retired
 */
public record VersionState(String version, Phase phase, String reason) {
  /** The life of a version on a node. */
  public enum Phase {
    PREPARING,
    READY,
    FAILED,
    RETIRED
  }

  static VersionState of(String version, LaunchStatus status) {
    if (status instanceof LaunchStatus.Ready) {
      return new VersionState(version, Phase.READY, "");
    }
    if (status instanceof LaunchStatus.Failed failed) {
      return new VersionState(version, Phase.FAILED, failed.reason());
    }
    return status instanceof LaunchStatus.Preparing preparing
        ? new VersionState(version, Phase.PREPARING, preparing.reason())
        : new VersionState(version, Phase.PREPARING, "its server is ending");
  }

  static VersionState retired(String version) {
    return new VersionState(version, Phase.RETIRED, "");
  }
}
