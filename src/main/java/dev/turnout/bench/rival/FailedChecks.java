package dev.turnout.bench.rival;

/**
 * Flagger's rule: failed checks add up, no success resets them, and the canary is rolled back when
 * they reach a threshold. A check without data is a failed check.
 */
public final class FailedChecks implements PointRule {
  private final double limit;
  private final int threshold;
  private int failed;

  /**
   * @param limit a check above it fails
   * @param threshold failed checks that roll back; 5 to 10 in Flagger's tutorials
   */
  public FailedChecks(double limit, int threshold) {
    this.limit = limit;
    this.threshold = threshold;
  }

  @Override
  public boolean fires(Point point) {
    if (!point.hasCandidate() || point.candidate() > limit) {
      failed++;
    }
    return failed >= threshold;
  }
}
