package dev.turnout.bench.world;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of rollout; a seed makes one rollout of it.
 *
 * @param measures what is simulated; the rest costs no time
 * @param seconds how long the rollout may take
 * @param steady no drift, no swing within the day, and labels at once
 * @param graded an answer that is not right is half right
 * @param fleet the nodes, if each carries one version
 * @param usual the baseline's latencies
 * @param changed the candidate's latencies
 */
public record Scenario(
    Traffic traffic,
    Candidate candidate,
    Set<Measure> measures,
    double seconds,
    boolean steady,
    boolean graded,
    Optional<Fleet> fleet,
    LatencyModel usual,
    LatencyModel changed) {
  public static final double HOUR = 3600;

  private static final LatencyModel USUAL = new LatencyModel(LatencyChange.NONE);

  public static Scenario of(
      Traffic traffic, Candidate candidate, double seconds, Measure first, Measure... more) {
    boolean same = candidate.latency().equals(LatencyChange.NONE);
    return new Scenario(
        traffic,
        candidate,
        EnumSet.of(first, more),
        seconds,
        false,
        false,
        Optional.empty(),
        USUAL,
        same ? USUAL : new LatencyModel(candidate.latency()));
  }

  /** The same in a world in which nothing drifts. */
  public Scenario inSteadyWorld() {
    return new Scenario(traffic, candidate, measures, seconds, true, graded, fleet, usual, changed);
  }

  /** The same on nodes that carry one version each. */
  public Scenario on(Fleet nodes) {
    return new Scenario(
        traffic, candidate, measures, seconds, steady, graded, Optional.of(nodes), usual, changed);
  }

  /** The same with graded answers. */
  public Scenario withGrades() {
    return new Scenario(traffic, candidate, measures, seconds, steady, true, fleet, usual, changed);
  }

  /** One rollout of this kind. */
  public Source simulate(long seed) {
    return fleet
        .<Source>map(nodes -> new FleetWorld(this, nodes, seed))
        .orElseGet(() -> new World(this, seed));
  }

  public boolean has(Measure measure) {
    return measures.contains(measure);
  }

  LatencyModel candidateLatencyAt(double second) {
    return candidate.differsAt(second) ? changed : usual;
  }
}
