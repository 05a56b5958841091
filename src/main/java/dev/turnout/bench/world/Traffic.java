package dev.turnout.bench.world;

/**
 * How much traffic there is and how it is split.
 *
 * @param rate mean requests per second of both arms together, positive
 * @param share the candidate's share at the start, in (0, 1)
 * @param ramp what changes on the way
 */
public record Traffic(double rate, double share, Ramp ramp) {
  private static final double[] STEPS = {1, 2, 5, 10};
  private static final double ENOUGH = 8;
  private static final double LABELLED = 0.2;

  public Traffic(double rate, double share) {
    this(rate, share, Ramp.NONE);
  }

  /**
   * A step that gives the smaller arm at least eight observations, and is 10 s at most.
   *
   * @param measure whose observations; labels are rarer than requests
   */
  public double step(Measure measure) {
    double perSecond = rate * Math.min(share, 1 - share);
    if (measure == Measure.ACCURACY) {
      perSecond *= LABELLED;
    }
    for (double step : STEPS) {
      if (perSecond * step >= ENOUGH) {
        return step;
      }
    }
    return STEPS[STEPS.length - 1];
  }

  double shareAt(double second) {
    return second >= ramp.fromSecond() ? ramp.share() : share;
  }

  /** By how much the error rate of both arms is higher than at the start. */
  double errorTimesAt(double second) {
    return Math.pow(ramp.errorTimes(), Math.min(1, second / ramp.overSeconds()));
  }

  /** As in "10 req/s, 1 %". */
  public String label() {
    return "%.0f req/s, %s %%".formatted(rate, percent(share));
  }

  private static String percent(double share) {
    String text = "%.1f".formatted(100 * share);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /**
   * A change of the split, and a climb of the error rate that both arms share.
   *
   * @param fromSecond when the split changes
   * @param share the candidate's share from then on
   * @param errorTimes the error rate of both arms at the end, as a multiple of the start's
   * @param overSeconds how long the error rate climbs
   */
  public record Ramp(double fromSecond, double share, double errorTimes, double overSeconds) {
    static final Ramp NONE = new Ramp(Double.POSITIVE_INFINITY, 0, 1, 1);
  }
}
