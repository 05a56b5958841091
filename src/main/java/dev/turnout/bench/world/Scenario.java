package dev.turnout.bench.world;

import java.util.EnumSet;
import java.util.Set;

/**
 * A kind of rollout; a seed makes one rollout of it.
 *
 * @param measures what is simulated; the rest costs no time
 * @param seconds how long the rollout may take
 * @param usual the baseline's latencies
 * @param changed the candidate's latencies
 */
public record Scenario(
    Traffic traffic,
    Candidate candidate,
    Set<Measure> measures,
    double seconds,
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
        USUAL,
        same ? USUAL : new LatencyModel(candidate.latency()));
  }

  public boolean has(Measure measure) {
    return measures.contains(measure);
  }

  LatencyModel candidateLatencyAt(double second) {
    return candidate.differsAt(second) ? changed : usual;
  }
}
