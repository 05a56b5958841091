package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Bins;
import dev.turnout.orchestrator.statistics.MixtureState;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The whole state of a {@link Comparison} as plain values. */
public sealed interface ComparisonState {

  /**
   * Evidence for a promotion.
   *
   * @param maxLog the highest so far
   */
  record PromoteState(MixtureState mixture, double maxLog) {}

  /**
   * Of a {@link Rate}.
   *
   * @param openedAt when the open block was opened
   * @param openCandidate the candidate's counts in the open block
   * @param openBaseline the baseline's counts in the open block
   * @param history the baseline's aged counts of closed blocks
   * @param rollback evidence that the candidate is worse
   * @param promote evidence that it is good enough
   * @param candidate judged counts of the candidate
   * @param baseline judged counts of the baseline
   * @param recent outcomes of the last minutes
   * @param blocks number of closed blocks
   */
  record RateState(
      Instant openedAt,
      Tally openCandidate,
      Tally openBaseline,
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
   * @param openedAt when the open block was opened
   * @param openCandidate the candidate's counts in the open block
   * @param openBaseline the baseline's counts in the open block
   * @param history the baseline's aged counts of closed blocks
   * @param usual the history as it was when the bets were last made
   * @param sinceRefresh time in closed blocks since then
   * @param rollback evidence that the candidate is worse
   * @param promote evidence that it is good enough, by gate
   * @param candidate judged counts of the candidate
   * @param baseline judged counts of the baseline
   * @param recent how many of the last minutes' counts were above the usual quantile, by gate
   * @param blocks number of closed blocks
   */
  record DistributionState(
      Instant openedAt,
      Bins openCandidate,
      Bins openBaseline,
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
