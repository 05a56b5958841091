package dev.turnout.agents.routing;

import java.util.List;

/**
 * A version that gets a copy of the traffic and whose answers nobody sees.
 *
 * @param version name of the version
 * @param fraction share of the requests that is copied, in [0, 1], in steps of 0.000001
 * @param compare what must be alike in both answers; empty compares the whole answers
 */
public record MirrorRoute(String version, double fraction, List<AnswerRule> compare) {
  public MirrorRoute {
    compare = List.copyOf(compare);
    if (version.isBlank()) {
      throw new IllegalArgumentException("Expected the name of a version, but got a blank one");
    }
    Fraction.toMillionths("the mirrored fraction of version '%s'".formatted(version), fraction);
  }
}
