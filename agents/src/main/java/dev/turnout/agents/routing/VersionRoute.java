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
    // Rounded to its step, so that 1 - 0.9 and 0.1 are equal.
    weight =
        (double) Fraction.toMillionths("the weight of version '%s'".formatted(version), weight)
            / Fraction.ONE;
  }

  /** The weight as a whole number, in [0, 1,000,000]. */
  public int millionths() {
    return Fraction.toMillionths("weight", weight);
  }
}
