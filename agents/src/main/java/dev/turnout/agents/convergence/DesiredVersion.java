package dev.turnout.agents.convergence;

/**
 * A version that the node must keep running.
 *
 * @param version name of the version
 * @param source where its build is found; empty when the node knows
 * @param candidate whether it is on trial, so that it gets more traffic only while it is ready
 */
public record DesiredVersion(String version, String source, boolean candidate) {
  public DesiredVersion {
    if (version.isBlank()) {
      throw new IllegalArgumentException("Expected the name of a version, but got a blank one");
    }
  }
}
