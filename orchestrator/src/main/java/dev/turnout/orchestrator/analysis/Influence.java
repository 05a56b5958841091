package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Expect;
import java.util.Optional;

/**
 * How much a metric has to say. Fixed before the first report, so that the weights sum to 1
 * whatever the metrics show, and alpha holds.
 *
 * @param weight its part of alpha beside the other metrics' weights, larger than 0: a larger part
 *     finds its regressions a little sooner and the others' a little later
 * @param critical the critical metrics have together at least as much weight as all others, and not
 *     even {@link OnInconclusive#PROMOTE_IF_NO_HARM} promotes before they have been shown to be
 *     good enough
 * @param dryRun it is judged and shown, and decides nothing
 * @param traffic the only traffic on which it is judged; empty for all
 */
public record Influence(
    double weight, boolean critical, boolean dryRun, Optional<TrafficKind> traffic) {
  public static final Influence NORMAL = new Influence(1, false, false);
  private static final double LARGEST = 1000;

  public Influence {
    Expect.inLeftOpen(
        "a metric's weight",
        weight,
        0,
        LARGEST,
        "3 for three times as much as another, or dryRun: true for none");
    if (critical && dryRun) {
      throw new IllegalArgumentException(
          "Expected critical or dryRun, but got both (write one of them: a dry run decides nothing)");
    }
  }

  /** On all traffic. */
  public Influence(double weight, boolean critical, boolean dryRun) {
    this(weight, critical, dryRun, Optional.empty());
  }

  /** The same on one kind of traffic alone. */
  public Influence on(TrafficKind kind) {
    return new Influence(weight, critical, dryRun, Optional.of(kind));
  }

  boolean concerns(TrafficKind kind) {
    return traffic.isEmpty() || traffic.get() == kind;
  }
}
