package dev.turnout.orchestrator.guard;

import dev.turnout.orchestrator.guard.ExposureCheck.Split;
import dev.turnout.orchestrator.statistics.MixtureState;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Feeds the {@link ExposureCheck} from reports of nodes. A report counts only if its node had the
 * same weight in force when it reported before; the first one tells of the time before it took the
 * weight.
 */
public final class ExposureWatch {
  private static final Duration BLOCK = Duration.ofSeconds(10);

  private final ExposureCheck check;
  private final SortedSet<String> nodes;
  private double weight;
  private Instant openedAt;
  private double candidate;
  private double baseline;
  private double candidateTotal;
  private double baselineTotal;
  private String alert;

  private ExposureWatch(ExposureWatchState state) {
    this.check = ExposureCheck.restore(state.check());
    this.nodes = new TreeSet<>(state.nodes());
    this.weight = state.weight();
    this.openedAt = state.openedAt();
    this.candidate = state.candidate();
    this.baseline = state.baseline();
    this.candidateTotal = state.candidateTotal();
    this.baselineTotal = state.baselineTotal();
    this.alert = state.alert();
  }

  /** Nothing is known. */
  public static ExposureWatch start(Instant at) {
    MixtureState check = ExposureCheck.start(at).state();
    return new ExposureWatch(new ExposureWatchState(check, 0, new TreeSet<>(), at, 0, 0, 0, 0, ""));
  }

  public static ExposureWatch restore(ExposureWatchState state) {
    return new ExposureWatch(state);
  }

  /**
   * Takes what a node answered since its last report, warm or not.
   *
   * @param split what decides there now which arm a request goes to
   */
  public void observe(
      String node, double candidateRequests, double baselineRequests, Split split, Instant at) {
    if (!(split instanceof Split.Random random)) {
      nodes.remove(node);
      return;
    }
    if (random.weight() != weight) {
      reopen(random.weight(), at);
    }
    closeIfDue(at);
    if (nodes.add(node)) {
      return;
    }
    candidate += candidateRequests;
    baseline += baselineRequests;
  }

  private void reopen(double newWeight, Instant at) {
    weight = newWeight;
    nodes.clear();
    openedAt = at;
    candidate = 0;
    baseline = 0;
    candidateTotal = 0;
    baselineTotal = 0;
  }

  private void closeIfDue(Instant at) {
    if (Duration.between(openedAt, at).compareTo(BLOCK) < 0) {
      return;
    }
    check.take(candidate, baseline, new Split.Random(weight), openedAt);
    candidateTotal += candidate;
    baselineTotal += baseline;
    openedAt = at;
    candidate = 0;
    baseline = 0;
    alert = check.isMismatch() ? sentence() : "";
  }

  /** What is wrong with the routing, as far as the last block showed; empty if nothing is. */
  public String alert() {
    return alert;
  }

  private String sentence() {
    double all = candidateTotal + baselineTotal;
    return String.format(
        Locale.ROOT,
        "exposure: the candidate answered %.2f %% of %.0f requests, but its weight is %.2f %%:"
            + " one version loses requests, or gets those of the other",
        100 * candidateTotal / Math.max(all, 1),
        all,
        100 * weight);
  }

  public ExposureWatchState state() {
    return new ExposureWatchState(
        check.state(),
        weight,
        nodes,
        openedAt,
        candidate,
        baseline,
        candidateTotal,
        baselineTotal,
        alert);
  }
}
