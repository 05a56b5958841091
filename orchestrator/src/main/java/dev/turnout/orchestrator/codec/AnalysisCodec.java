package dev.turnout.orchestrator.codec;

import dev.turnout.events.ErrorRateMetric;
import dev.turnout.events.LatencyMetric;
import dev.turnout.events.ScoreMetric;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.BlockRule;
import dev.turnout.orchestrator.analysis.MetricSpec;
import dev.turnout.orchestrator.analysis.OnInconclusive;
import dev.turnout.orchestrator.analysis.Staleness;
import dev.turnout.orchestrator.analysis.WarmUp;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is watched, and how sure the judge must be. A message without metrics analyses nothing. */
final class AnalysisCodec {

  private static final long NANOS_PER_MICRO = 1_000;

  static final Translations<MetricSpec> METRICS =
      new Translations<MetricSpec>()
          .add(
              MetricSpec.ErrorRate.class,
              ErrorRateMetric.class,
              m -> new ErrorRateMetric(m.name(), m.margin(), orNull(m.limit(), 1)),
              m -> new MetricSpec.ErrorRate(m.getName(), m.getMargin(), or(m.getLimit(), 1)))
          .add(
              MetricSpec.Latency.class,
              LatencyMetric.class,
              m ->
                  new LatencyMetric(
                      m.name(), m.quantile(), m.margin(), m.limit().toNanos() / NANOS_PER_MICRO),
              m ->
                  new MetricSpec.Latency(
                      m.getName(),
                      m.getQuantile(),
                      m.getMargin(),
                      Duration.of(m.getLimitMicros(), ChronoUnit.MICROS)))
          .add(
              MetricSpec.Score.class,
              ScoreMetric.class,
              m -> new ScoreMetric(m.name(), m.outcome(), m.margin(), orNull(m.floor(), 0)),
              m ->
                  new MetricSpec.Score(
                      m.getName(), m.getOutcome(), m.getMargin(), or(m.getFloor(), 0)));

  private AnalysisCodec() {}

  static dev.turnout.events.AnalysisSpec write(Optional<AnalysisSpec> spec) {
    return spec.map(AnalysisCodec::write)
        .orElseGet(
            () -> dev.turnout.events.AnalysisSpec.newBuilder().setMetrics(List.of()).build());
  }

  static Optional<AnalysisSpec> read(dev.turnout.events.AnalysisSpec spec) {
    if (spec.getMetrics().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AnalysisSpec(
            spec.getAlpha(),
            spec.getBeta(),
            Wire.each(spec.getMetrics(), METRICS::read),
            spec.getMinimumSample(),
            new WarmUp(Wire.millis(spec.getWarmUpMs()), spec.getWarmUpRequests()),
            Wire.millis(spec.getDeadlineMs()),
            Wire.same(OnInconclusive.class, spec.getOnInconclusive()),
            new BlockRule(
                spec.getBlockEnough(),
                Wire.millis(spec.getBlockPatientMs()),
                Wire.millis(spec.getBlockLongestMs())),
            new Staleness(
                spec.getStaleNodes(),
                Wire.millis(spec.getStaleMs()),
                Wire.millis(spec.getLivenessMs()))));
  }

  private static dev.turnout.events.AnalysisSpec write(AnalysisSpec spec) {
    return dev.turnout.events.AnalysisSpec.newBuilder()
        .setAlpha(spec.alpha())
        .setBeta(spec.beta())
        .setOnInconclusive(
            Wire.same(dev.turnout.events.OnInconclusive.class, spec.onInconclusive()))
        .setMinimumSample(spec.minimumSample())
        .setWarmUpMs(spec.warmUp().time().toMillis())
        .setWarmUpRequests(spec.warmUp().requests())
        .setDeadlineMs(spec.deadline().toMillis())
        .setStaleNodes(spec.staleness().nodes())
        .setStaleMs(spec.staleness().after().toMillis())
        .setLivenessMs(spec.staleness().rollbackAfter().toMillis())
        .setBlockEnough(spec.blocks().enough())
        .setBlockPatientMs(spec.blocks().patient().toMillis())
        .setBlockLongestMs(spec.blocks().longest().toMillis())
        .setMetrics(Wire.each(spec.metrics(), METRICS::write))
        .build();
  }

  /** A limit that nothing can break is none. */
  private static @Nullable Double orNull(double value, double none) {
    return value == none ? null : value;
  }

  private static double or(@Nullable Double value, double none) {
    return value == null ? none : value;
  }
}
