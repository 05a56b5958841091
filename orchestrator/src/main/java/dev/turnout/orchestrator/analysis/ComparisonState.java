package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.guard.Terms;
import dev.turnout.orchestrator.statistics.Bins;
import dev.turnout.orchestrator.statistics.MixtureState;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The whole state of a {@link Comparison} as plain values. */
public sealed interface ComparisonState {

  /**
   * Evidence for a promotion.
   *
   * @param maxLog the highest so far
   */
  record PromoteState(MixtureState mixture, double maxLog) {}

  /**
   * The open block of a {@link Rate}.
   *
   * @param openedAt when it was opened
   * @param terms on which the arms are compared
   * @param all counts of all nodes
   * @param nodes counts by node, if each is compared with itself
   */
  record OpenRates(Instant openedAt, Terms terms, Arms all, SortedMap<String, Arms> nodes) {
    public OpenRates {
      nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    }
  }

  /** Histograms of both arms. */
  record ArmBins(Bins candidate, Bins baseline) {}

  /**
   * The open block of a {@link Distribution}.
   *
   * @param openedAt when it was opened
   * @param terms on which the arms are compared
   * @param all counts of all nodes
   * @param nodes counts by node, if each is compared with itself
   */
  record OpenBins(Instant openedAt, Terms terms, ArmBins all, SortedMap<String, ArmBins> nodes) {
    public OpenBins {
      nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    }
  }

  /**
   * Of a {@link Rate}.
   *
   * @param open the open block
   * @param history the baseline's aged counts of closed blocks
   * @param rollback evidence that the candidate is worse
   * @param promote evidence that it is good enough
   * @param candidate judged counts of the candidate
   * @param baseline judged counts of the baseline
   * @param recent outcomes of the last blocks
   * @param blocks number of closed blocks
   */
  record RateState(
      OpenRates open,
      Tally history,
      MixtureState rollback,
      PromoteState promote,
      Tally candidate,
      Tally baseline,
      Recent recent,
      long blocks)
      implements ComparisonState {}

  /**
   * Of a {@link Distribution}.
   *
   * @param open the open block
   * @param history the baseline's aged counts of closed blocks
   * @param usual the history as it was when the bets were last made
   * @param sinceRefresh time in closed blocks since then
   * @param rollback evidence that the candidate is worse
   * @param promote evidence that it is good enough, by gate
   * @param candidate judged counts of the candidate
   * @param baseline judged counts of the baseline
   * @param recent how many of the last blocks' counts were above the usual quantile, by gate
   * @param blocks number of closed blocks
   */
  record DistributionState(
      OpenBins open,
      Bins history,
      Bins usual,
      Duration sinceRefresh,
      MixtureState rollback,
      List<PromoteState> promote,
      Bins candidate,
      Bins baseline,
      List<Recent> recent,
      long blocks)
      implements ComparisonState {
    public DistributionState {
      promote = List.copyOf(promote);
      recent = List.copyOf(recent);
    }
  }
}
