package dev.turnout.orchestrator.statistics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A test martingale {@code M = sum of weight * wealth + reserve} over alternatives and restart
 * times: each alternative bets 0.7 from the start, and every restart moves a part of the reserve
 * into fresh bets, so that a regression which begins late is found soon. M starts at 1; under the
 * null it ever reaches 1 / alpha with a chance of at most alpha.
 */
public final class RestartMixture {
  private static final double FIRST = 0.7;
  private static final double RESERVE = 0.3;

  private final double[] logWeights;
  private final RestartSchedule schedule;
  private final Instant startedAt;
  private final double[] logWealth;
  private long restarts;
  // Asked for after every report, changed by a block only.
  private double logM = Double.NaN;

  private RestartMixture(
      double[] weights, RestartSchedule schedule, Instant startedAt, double[] logWealth) {
    this.logWeights = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      logWeights[i] = StrictMath.log(weights[i]);
    }
    this.schedule = schedule;
    this.startedAt = startedAt;
    this.logWealth = logWealth;
  }

  /** A fresh mixture; the weights of the alternatives sum to 1. */
  public static RestartMixture start(double[] weights, RestartSchedule schedule, Instant at) {
    double[] wealth = new double[weights.length];
    Arrays.fill(wealth, StrictMath.log(FIRST));
    return new RestartMixture(weights, schedule, at, wealth);
  }

  public static RestartMixture restore(
      double[] weights, RestartSchedule schedule, MixtureState state) {
    double[] wealth = state.logWealth().stream().mapToDouble(Double::doubleValue).toArray();
    if (wealth.length != weights.length) {
      throw new IllegalArgumentException(
          "Expected the wealth of %d alternatives, but got %d (write a snapshot of the same version)"
              .formatted(weights.length, wealth.length));
    }
    RestartMixture mixture = new RestartMixture(weights, schedule, state.startedAt(), wealth);
    mixture.restarts = state.restarts();
    return mixture;
  }

  /** Opens the restarts that are due at this time; call it before the block that they bet on. */
  public void openRestarts(Instant at) {
    long due = schedule.due(Duration.between(startedAt, at));
    if (due <= restarts) {
      return;
    }
    double part = RESERVE * (schedule.remaining(restarts) - schedule.remaining(due));
    double logPart = StrictMath.log(part);
    for (int i = 0; i < logWealth.length; i++) {
      logWealth[i] = LogSum.of(logWealth[i], logPart);
    }
    restarts = due;
    logM = Double.NaN;
  }

  /** Takes one block's log e-value for each alternative. */
  public void multiply(double[] logE) {
    for (int i = 0; i < logWealth.length; i++) {
      logWealth[i] += logE[i];
    }
    logM = Double.NaN;
  }

  public int size() {
    return logWealth.length;
  }

  /** The natural logarithm of M. */
  public double logM() {
    if (Double.isNaN(logM)) {
      logM = sum();
    }
    return logM;
  }

  private double sum() {
    LogSum sum = new LogSum();
    for (int i = 0; i < logWealth.length; i++) {
      sum.add(logWeights[i] + logWealth[i]);
    }
    double reserve = RESERVE * schedule.remaining(restarts);
    if (reserve > 0) {
      sum.add(StrictMath.log(reserve));
    }
    return sum.log();
  }

  public MixtureState state() {
    List<Double> wealth = new ArrayList<>(logWealth.length);
    for (double log : logWealth) {
      wealth.add(log);
    }
    return new MixtureState(startedAt, wealth, restarts);
  }
}
