package dev.turnout.orchestrator.routing;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The complete routing of one model. A version that is missing is retired.
 *
 * @param epoch number of the table, from 1; only grows, and an older one is never applied
 * @param rollout id of the attempt in whose course the table was made; empty for none
 * @param salt mixed into the hash of a user's key; the same for all tables of one attempt
 * @param versions each once, the stable one first; their weights sum to exactly 1.0. Only while a
 *     model has no live version yet, nobody is served: the list is empty or all weights are 0
 * @param mirror requests to copy; empty for none
 * @param candidateNodes names of nodes that send all requests to the candidate, whatever the
 *     weights say; the weights are those of all other nodes
 */
public record RouteTable(
    ModelName model,
    long epoch,
    Optional<String> rollout,
    String salt,
    Stickiness stickiness,
    List<VersionRoute> versions,
    List<SmokeTestOrder> smokeTests,
    Optional<MirrorRoute> mirror,
    SortedSet<String> candidateNodes) {

  public RouteTable {
    versions = List.copyOf(versions);
    smokeTests = List.copyOf(smokeTests);
    candidateNodes = Collections.unmodifiableSortedSet(new TreeSet<>(candidateNodes));
    Expect.atLeast("an epoch", epoch, 1);
    requireDistinct(versions);
    requireSum(model, versions);
    requireCandidate(candidateNodes, versions);
  }

  /** Whether somebody is served: false only before a model's first version is switched on. */
  public boolean serves() {
    return versions.stream().anyMatch(route -> !route.weight().isZero());
  }

  /** The version's largest share on any node; zero when it is not in the table. */
  public Weight weightOf(Version version) {
    Weight others = weightOf(version, "");
    return candidateNodes.stream()
        .findFirst()
        .map(node -> weightOf(version, node))
        .filter(share -> share.compareTo(others) > 0)
        .orElse(others);
  }

  /** The version's share on a node; zero when it is not in the table. */
  public Weight weightOf(Version version, String node) {
    return versions.stream()
        .filter(route -> route.ref().version().equals(version))
        .map(route -> weightOn(node, route))
        .findFirst()
        .orElse(Weight.ZERO);
  }

  private Weight weightOn(String node, VersionRoute route) {
    if (!candidateNodes.contains(node)) {
      return route.weight();
    }
    return route.role() == Role.CANDIDATE ? Weight.FULL : Weight.ZERO;
  }

  /** Whether the other table says the same, whatever their epochs are. */
  public boolean sameContentAs(RouteTable other) {
    return equals(other.withEpoch(epoch));
  }

  /** The same content under another number. */
  public RouteTable withEpoch(long newEpoch) {
    return new RouteTable(
        model, newEpoch, rollout, salt, stickiness, versions, smokeTests, mirror, candidateNodes);
  }

  private static void requireDistinct(List<VersionRoute> versions) {
    Set<Version> seen = new HashSet<>();
    for (VersionRoute route : versions) {
      if (!seen.add(route.ref().version())) {
        throw new IllegalArgumentException(
            "Expected each version once in a table, but got %s twice"
                .formatted(route.ref().version()));
      }
    }
  }

  private static void requireCandidate(
      SortedSet<String> candidateNodes, List<VersionRoute> versions) {
    if (!candidateNodes.isEmpty()
        && versions.stream().noneMatch(route -> route.role() == Role.CANDIDATE)) {
      throw new IllegalArgumentException(
          "Expected a candidate in the table for nodes %s, but got %s"
              .formatted(candidateNodes, versions));
    }
  }

  private static void requireSum(ModelName model, List<VersionRoute> versions) {
    int sum = versions.stream().mapToInt(route -> route.weight().millionths()).sum();
    boolean nobodyLive =
        sum == 0 && versions.stream().noneMatch(route -> route.role() == Role.STABLE);
    if (sum != Weight.MILLIONTHS && !nobodyLive) {
      throw new IllegalArgumentException(
          "Expected the weights of model %s to sum to exactly 1.0, but got %s"
              .formatted(model, versions));
    }
  }
}
