package dev.turnout.bench.world;

import java.util.List;

/**
 * What both arms did from one second to another.
 *
 * @param start seconds since the start of the rollout
 * @param end seconds since the start of the rollout, when the counts are reported
 * @param candidate all of the candidate's nodes together
 * @param baseline all of the baseline's nodes together
 * @param nodes the same by node; empty if every node splits its requests in the same way
 */
public record Tick(
    double start, double end, ArmCounts candidate, ArmCounts baseline, List<NodeCounts> nodes) {
  public Tick {
    nodes = List.copyOf(nodes);
  }

  /** Nodes that need not be told apart. */
  public Tick(double start, double end, ArmCounts candidate, ArmCounts baseline) {
    this(start, end, candidate, baseline, List.of());
  }

  /**
   * What one node did for one arm.
   *
   * @param candidate for the candidate, or else for the baseline
   */
  public record NodeCounts(String node, boolean candidate, ArmCounts counts) {}
}
