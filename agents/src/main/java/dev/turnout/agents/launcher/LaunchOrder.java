package dev.turnout.agents.launcher;

/**
 * A version whose server is to run.
 *
 * @param version name of the version
 * @param source where its build is found, such as {@code models:/fraud/2}; empty when the node
 *     knows
 * @param attempt the rollout in whose course it is ordered; empty for none; a server that failed is
 *     tried again when this changes
 */
public record LaunchOrder(String version, String source, String attempt) {
  public LaunchOrder {
    if (version.isBlank()) {
      throw new IllegalArgumentException("Expected the name of a version, but got a blank one");
    }
  }

  /** Whether the same server fulfils both orders. */
  public boolean isSameServer(LaunchOrder other) {
    return version.equals(other.version) && source.equals(other.source);
  }
}
