package dev.turnout.orchestrator.guard;

import dev.turnout.orchestrator.statistics.MixtureState;
import dev.turnout.orchestrator.statistics.RestartMixture;
import dev.turnout.orchestrator.statistics.RestartSchedule;
import java.time.Duration;
import java.time.Instant;

/**
 * Does each arm get the requests that the routing gives it? A sample-ratio mismatch: a candidate
 * that loses requests (crashes before it counts them, is skipped by a balancer) also loses its
 * failures, and no comparison of what is left is fair.
 *
 * <p>The null is that each request went to the candidate with the chance of the routing weight,
 * independently: the likelihood ratio of a block against it is an e-value, and the mean over
 * alternatives and restarts is a martingale, so the chance of ever crying wolf is at most {@link
 * #ALPHA}. Differences below about 5 % of the odds are not looked for.
 *
 * <p>That null is wrong, and a block must be given as {@link Split.Unknown}, where requests of one
 * user stick to one arm (one busy user is many requests), while nodes are between two weights, or
 * where the candidate gets copies.
 */
public final class ExposureCheck {
  /** The highest chance of a false alert in the life of a rollout. */
  public static final double ALPHA = 0.001;

  private static final double LOG_THRESHOLD = -StrictMath.log(ALPHA);
  private static final double[] ODDS = {.5, .8, .9, 1.1, 1.25, 2};
  private static final double[] WEIGHTS = {1 / 6., 1 / 6., 1 / 6., 1 / 6., 1 / 6., 1 / 6.};

  /** What decided, while a block was open, which arm a request went to. */
  public sealed interface Split {
    /**
     * Every request was split at random by this weight, on every node, for the whole block.
     *
     * @param weight the candidate's, in [0, 1]; nothing is learned at 0 and 1
     */
    record Random(double weight) implements Split {
      public Random {
        if (!(weight >= 0 && weight <= 1)) {
          throw new IllegalArgumentException(
              "Expected a weight in [0, 1], but got %s (write 0.1 for 10 %%)".formatted(weight));
        }
      }
    }

    /** Anything else: sticky users, nodes between two weights, copies of requests. */
    record Unknown() implements Split {}
  }

  private final RestartMixture mixture;

  private ExposureCheck(RestartMixture mixture) {
    this.mixture = mixture;
  }

  /** Nothing is known. */
  public static ExposureCheck start(Instant at) {
    return new ExposureCheck(RestartMixture.start(WEIGHTS, restarts(), at));
  }

  public static ExposureCheck restore(MixtureState state) {
    return new ExposureCheck(RestartMixture.restore(WEIGHTS, restarts(), state));
  }

  /**
   * Takes the requests that the arms answered in a closed block, warm or not.
   *
   * @param before when the block was opened: restarts that were due then bet on it
   */
  public void take(double candidate, double baseline, Split split, Instant before) {
    mixture.openRestarts(before);
    if (split instanceof Split.Random random && random.weight() > 0 && random.weight() < 1) {
      mixture.multiply(logE(candidate, baseline, random.weight()));
    }
  }

  /**
   * Whether the evidence of a mismatch stands. It falls again when the arms get their shares for
   * long enough: a node that was down for a minute does not spoil a rollout.
   */
  public boolean isMismatch() {
    return mixture.logM() >= LOG_THRESHOLD;
  }

  public MixtureState state() {
    return mixture.state();
  }

  private static double[] logE(double candidate, double baseline, double weight) {
    double[] logE = new double[ODDS.length];
    for (int i = 0; i < ODDS.length; i++) {
      // t / weight and (1 - t) / (1 - weight) for odds times those of the weight.
      double logBaseline = -StrictMath.log1p((ODDS[i] - 1) * weight);
      logE[i] = candidate * (StrictMath.log(ODDS[i]) + logBaseline) + baseline * logBaseline;
    }
    return logE;
  }

  private static RestartSchedule restarts() {
    return RestartSchedule.endless(Duration.ofSeconds(60));
  }
}
