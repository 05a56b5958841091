package dev.turnout.orchestrator.guard;

/**
 * What {@link NodeShares} knows of one node. Requests; all but the open ones aged.
 *
 * @param openCandidate the candidate's requests in the open window
 * @param openBaseline the baseline's requests in the open window
 * @param candidate the candidate's requests of the last minutes
 * @param baseline the baseline's requests of the last minutes
 * @param excess candidate requests beyond those that the fleet's share of each window says
 * @param variance of the excess if every request of a window were split by the same chance
 * @param known it was part of a closed window
 */
public record NodeShare(
    double openCandidate,
    double openBaseline,
    double candidate,
    double baseline,
    double excess,
    double variance,
    boolean known) {
  private static final double ENOUGH_TO_BE_MISSED = 8;

  static final NodeShare NEW = new NodeShare(0, 0, 0, 0, 0, 0, false);

  NodeShare plus(double moreCandidate, double moreBaseline) {
    return new NodeShare(
        openCandidate + moreCandidate,
        openBaseline + moreBaseline,
        candidate,
        baseline,
        excess,
        variance,
        known);
  }

  double open() {
    return openCandidate + openBaseline;
  }

  /**
   * The open window becomes the past.
   *
   * @param keptRecently weight that is left of the last minutes' requests
   * @param kept weight that is left of the excess
   */
  NodeShare close(double keptRecently, double kept, double moreExcess, double moreVariance) {
    return new NodeShare(
        0,
        0,
        candidate * keptRecently + openCandidate,
        baseline * keptRecently + openBaseline,
        excess * kept + moreExcess,
        variance * kept + moreVariance,
        known || open() > 0);
  }

  /** It is new, or carries another version in the open window than lately. */
  boolean isMoved() {
    return open() > 0 && (!known || openCandidate > openBaseline != candidate > baseline);
  }

  /**
   * It answered nothing in the open window, although it usually does.
   *
   * @param keptRecently as in {@link #close}
   */
  boolean isGone(double keptRecently) {
    return open() == 0 && usual(keptRecently) >= ENOUGH_TO_BE_MISSED;
  }

  private double usual(double keptRecently) {
    return (candidate + baseline) * (1 - keptRecently);
  }

  /** With what it answers in a window as all that is known of the last minutes. */
  NodeShare restarted(double keptRecently) {
    double usually = open() > 0 || isGone(keptRecently) ? 0 : 1 - keptRecently;
    return new NodeShare(
        openCandidate,
        openBaseline,
        candidate * usually,
        baseline * usually,
        excess,
        variance,
        known);
  }

  /** Nothing was heard of it for so long that it counts for nothing. */
  boolean isForgotten() {
    return candidate + baseline < 1e-3;
  }

  /** Its share of the candidate is what the fleet's is, give or take this in odds, and noise. */
  boolean isEven(double logOdds, double sigmas) {
    return Math.abs(excess) <= logOdds * variance + sigmas * StrictMath.sqrt(variance);
  }
}
