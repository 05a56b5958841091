package dev.turnout.agents.routing;

/**
 * The share of the traffic that one version gets.
 *
 * @param version name of the version
 * @param weight fraction in [0, 1], in steps of 0.000001
 */
public record VersionRoute(String version, double weight) {
  public VersionRoute {
    if (version.isBlank()) {
      throw new IllegalArgumentException("Expected the name of a version, but got a blank one");
    }
    Fraction.toMillionths("the weight of version '%s'".formatted(version), weight);
  }

  int millionths() {
    return Fraction.toMillionths("weight", weight);
  }
}
