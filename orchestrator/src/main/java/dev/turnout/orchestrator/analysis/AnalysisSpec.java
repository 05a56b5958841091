package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Expect;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a rollout is judged. Fixed before the first report: changing it while counts come in would
 * void the error rates.
 *
 * @param alpha the chance of ever rolling back a candidate that is not worse than the baseline, in
 *     (0, 0.5]
 * @param beta the chance of ever promoting a candidate that is worse by at least a margin, in (0,
 *     1]
 * @param metrics at least one, with unique names
 * @param minimumSample candidate requests (after warm-up) before a promotion, 1 or more
 * @param deadline how long an analysis may stay undecided; the owner of the step keeps the time
 */
public record AnalysisSpec(
    double alpha,
    double beta,
    List<MetricSpec> metrics,
    long minimumSample,
    WarmUp warmUp,
    Duration deadline,
    OnInconclusive onInconclusive,
    BlockRule blocks,
    Staleness staleness) {

  /** Metrics of one rollout. */
  public static final int MOST_METRICS = 50;

  public static final double DEFAULT_ALPHA = 0.01;
  public static final double DEFAULT_BETA = 0.05;
  public static final long DEFAULT_MINIMUM_SAMPLE = 500;
  public static final Duration DEFAULT_DEADLINE = Duration.ofHours(1);

  public AnalysisSpec {
    Expect.inLeftOpen("alpha", alpha, 0, 0.5, "0.01 for 1 %");
    Expect.inLeftOpen("beta", beta, 0, 1, "0.05 for 5 %");
    metrics = List.copyOf(metrics);
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one metric, but got none (write {name: errors, errorRate: {}})");
    }
    if (metrics.size() > MOST_METRICS) {
      throw new IllegalArgumentException(
          "Expected at most %d metrics, but got %d (watch the ones that matter; more of them take longer to decide)"
              .formatted(MOST_METRICS, metrics.size()));
    }
    requireUniqueNames(metrics);
    Expect.atLeast("a minimum sample", minimumSample, 1, "500");
    Expect.positive("a deadline", deadline, "1h");
  }

  /** The defaults, with these metrics. */
  public static AnalysisSpec of(MetricSpec... metrics) {
    return of(List.of(metrics));
  }

  /** The defaults, with these metrics. */
  public static AnalysisSpec of(List<? extends MetricSpec> metrics) {
    return new AnalysisSpec(
        DEFAULT_ALPHA,
        DEFAULT_BETA,
        List.copyOf(metrics),
        DEFAULT_MINIMUM_SAMPLE,
        WarmUp.DEFAULT,
        DEFAULT_DEADLINE,
        OnInconclusive.PAUSE,
        BlockRule.DEFAULT,
        Staleness.DEFAULT);
  }

  public AnalysisSpec withAlpha(double newAlpha) {
    return new AnalysisSpec(
        newAlpha,
        beta,
        metrics,
        minimumSample,
        warmUp,
        deadline,
        onInconclusive,
        blocks,
        staleness);
  }

  public AnalysisSpec withMetrics(List<MetricSpec> newMetrics) {
    return new AnalysisSpec(
        alpha,
        beta,
        newMetrics,
        minimumSample,
        warmUp,
        deadline,
        onInconclusive,
        blocks,
        staleness);
  }

  public AnalysisSpec withBeta(double newBeta) {
    return new AnalysisSpec(
        alpha,
        newBeta,
        metrics,
        minimumSample,
        warmUp,
        deadline,
        onInconclusive,
        blocks,
        staleness);
  }

  public AnalysisSpec withMinimumSample(long requests) {
    return new AnalysisSpec(
        alpha, beta, metrics, requests, warmUp, deadline, onInconclusive, blocks, staleness);
  }

  public AnalysisSpec withWarmUp(WarmUp newWarmUp) {
    return new AnalysisSpec(
        alpha,
        beta,
        metrics,
        minimumSample,
        newWarmUp,
        deadline,
        onInconclusive,
        blocks,
        staleness);
  }

  public AnalysisSpec withDeadline(Duration newDeadline) {
    return new AnalysisSpec(
        alpha,
        beta,
        metrics,
        minimumSample,
        warmUp,
        newDeadline,
        onInconclusive,
        blocks,
        staleness);
  }

  public AnalysisSpec withOnInconclusive(OnInconclusive policy) {
    return new AnalysisSpec(
        alpha, beta, metrics, minimumSample, warmUp, deadline, policy, blocks, staleness);
  }

  public AnalysisSpec withBlocks(BlockRule newBlocks) {
    return new AnalysisSpec(
        alpha,
        beta,
        metrics,
        minimumSample,
        warmUp,
        deadline,
        onInconclusive,
        newBlocks,
        staleness);
  }

  public AnalysisSpec withStaleness(Staleness newStaleness) {
    return new AnalysisSpec(
        alpha,
        beta,
        metrics,
        minimumSample,
        warmUp,
        deadline,
        onInconclusive,
        blocks,
        newStaleness);
  }

  /**
   * Each metric's part of alpha, in their order, summing to 1; 0 for a dry run. The critical ones
   * have together at least as much as all others.
   */
  public List<Double> weights() {
    double critical = sum(true);
    double others = sum(false);
    double boost = critical > 0 && critical < others ? others / critical : 1;
    double all = boost * critical + others;
    return metrics.stream()
        .map(MetricSpec::influence)
        .map(
            metric -> metric.dryRun() ? 0 : metric.weight() * (metric.critical() ? boost : 1) / all)
        .toList();
  }

  /**
   * What is judged on one kind of traffic. Each kind has a judge of its own, so that what copies
   * showed does not stand for what users get; they share alpha.
   *
   * @param all the kinds of traffic that the rollout has
   * @return empty if no metric is judged there
   */
  public Optional<AnalysisSpec> on(TrafficKind kind, Set<TrafficKind> all) {
    if (!isJudgedOn(kind)) {
      return Optional.empty();
    }
    List<MetricSpec> there = metricsOn(kind);
    long judges = all.stream().filter(this::isJudgedOn).count();
    return judges <= 1 && there.size() == metrics.size()
        ? Optional.of(this)
        : Optional.of(withMetrics(there).withAlpha(alpha / Math.max(1, judges)));
  }

  /** Whether any metric is judged on this kind of traffic. */
  public boolean isJudgedOn(TrafficKind kind) {
    return metrics.stream().anyMatch(metric -> metric.influence().concerns(kind));
  }

  private List<MetricSpec> metricsOn(TrafficKind kind) {
    return metrics.stream().filter(metric -> metric.influence().concerns(kind)).toList();
  }

  private double sum(boolean critical) {
    return metrics.stream()
        .map(MetricSpec::influence)
        .filter(metric -> !metric.dryRun() && metric.critical() == critical)
        .mapToDouble(Influence::weight)
        .sum();
  }

  /** The chance of ever blaming a candidate that keeps one limit: together they add up to alpha. */
  public double alphaOfLimit() {
    int limits = metrics.stream().mapToInt(metric -> metric.limits().size()).sum();
    return alpha / Math.max(1, limits);
  }

  private static void requireUniqueNames(List<MetricSpec> metrics) {
    Set<String> names = new HashSet<>();
    for (MetricSpec metric : metrics) {
      if (!names.add(metric.name())) {
        throw new IllegalArgumentException(
            "Expected metrics with unique names, but got '%s' twice (write another name for one of them)"
                .formatted(metric.name()));
      }
    }
  }
}
