package dev.turnout.bench.rival;

/**
 * Argo Rollouts' rule: each measurement is compared with a fixed limit, and the analysis fails when
 * more than {@code failureLimit} measurements failed. Without data there is no measurement.
 */
public final class FailureLimit implements PointRule {
  private final double limit;
  private final int failureLimit;
  private int failed;

  /**
   * @param limit a measurement above it fails
   * @param failureLimit failed measurements that are tolerated; Argo's default is 0
   */
  public FailureLimit(double limit, int failureLimit) {
    this.limit = limit;
    this.failureLimit = failureLimit;
  }

  @Override
  public boolean fires(Point point) {
    if (point.candidate() > limit) {
      failed++;
    }
    return failed > failureLimit;
  }
}
