package dev.turnout.orchestrator.routing;

import java.util.List;

/**
 * A share of the requests that is copied to a version; its answers are measured, compared and
 * thrown away.
 *
 * @param fraction of all requests, above 0
 * @param compare what must be alike in both answers; empty compares the whole answers
 */
public record MirrorRoute(Version version, Weight fraction, List<AnswerRule> compare) {
  public MirrorRoute {
    compare = List.copyOf(compare);
  }
}
