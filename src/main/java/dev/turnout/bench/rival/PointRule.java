package dev.turnout.bench.rival;

/** Looks at one number per interval, as controllers that poll a metrics store do. */
@FunctionalInterface
public interface PointRule {
  /** Takes the next interval and says whether the candidate has to go. */
  boolean fires(Point point);

  /**
   * A metric of both arms over one interval.
   *
   * @param end seconds since the start of the rollout
   * @param candidate the metric, or NaN if there was no data
   * @param baseline the metric, or NaN if there was no data
   */
  record Point(double end, double candidate, double baseline) {
    boolean hasCandidate() {
      return !Double.isNaN(candidate);
    }

    boolean hasBaseline() {
      return !Double.isNaN(baseline);
    }
  }
}
