package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.analysis.Verdict.Kind;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A rollout with random traffic, reported and looked at every second: error and wrong-prediction
 * rates of both arms drift together, labels come for every fifth request.
 */
final class JudgeSimulation {
  private static final Instant START = Instant.EPOCH;
  private static final double ERRORS = 0.001;
  private static final double WRONG = 0.05;

  private final SplittableRandom random;
  private final Judge judge;
  private final double candidatePerSecond;
  private final double baselinePerSecond;
  private final double errorRatio;
  private final double wrongRatio;
  private double drift;

  /** How it ended, and after how many seconds. */
  record End(Kind kind, int seconds) {}

  JudgeSimulation(
      AnalysisSpec spec,
      long seed,
      double perSecond,
      double share,
      double errorRatio,
      double wrongRatio) {
    this.random = new SplittableRandom(seed);
    this.candidatePerSecond = perSecond * share;
    this.baselinePerSecond = perSecond * (1 - share);
    this.errorRatio = errorRatio;
    this.wrongRatio = wrongRatio;
    BaselineHistory history = Past.of(new Tally(60, 60_000), new Tally(600, 12_000));
    this.judge = new Judge(spec, START, Duration.ofHours(1), history);
  }

  /** Runs until it is decided, at most so long. */
  End run(int mostSeconds) {
    for (int second = 1; second <= mostSeconds; second++) {
      drift = 0.997 * drift + Math.sqrt(1 - 0.997 * 0.997) * normal();
      Instant at = START.plusSeconds(second);
      judge.observe(Arm.CANDIDATE, "n1", counts(candidatePerSecond, errorRatio, wrongRatio), at);
      judge.observe(Arm.BASELINE, "n1", counts(baselinePerSecond, 1, 1), at);
      Kind kind = judge.verdict(at, 0.05).kind();
      if (kind != Kind.CONTINUE) {
        return new End(kind, second);
      }
    }
    return new End(Kind.CONTINUE, mostSeconds);
  }

  private Counts counts(double perSecond, double errorTimes, double wrongTimes) {
    long requests = poisson(perSecond);
    long errors = binomial(requests, errorTimes * ERRORS * Math.exp(0.3 * drift));
    long labels = binomial(requests, 0.2);
    long wrong = binomial(labels, wrongTimes * WRONG * Math.exp(0.1 * drift));
    return new Counts(
        requests, errors, Map.of(), Map.of("accuracy", new ScoreCounts(labels, wrong)));
  }

  private long poisson(double mean) {
    double left = Math.exp(-mean);
    double product = random.nextDouble();
    long count = 0;
    while (product > left) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  private long binomial(long n, double p) {
    long count = 0;
    for (long i = 0; i < n; i++) {
      count += random.nextDouble() < p ? 1 : 0;
    }
    return count;
  }

  private double normal() {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }
}
