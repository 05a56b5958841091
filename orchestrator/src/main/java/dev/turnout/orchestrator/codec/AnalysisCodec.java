package dev.turnout.orchestrator.codec;

import dev.turnout.events.DistributionCompare;
import dev.turnout.events.DistributionMetric;
import dev.turnout.events.RateKind;
import dev.turnout.events.RateMetric;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.BlockRule;
import dev.turnout.orchestrator.analysis.Distribution;
import dev.turnout.orchestrator.analysis.Influence;
import dev.turnout.orchestrator.analysis.MetricSpec;
import dev.turnout.orchestrator.analysis.OnInconclusive;
import dev.turnout.orchestrator.analysis.QuantileGate;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.RateSource;
import dev.turnout.orchestrator.analysis.Staleness;
import dev.turnout.orchestrator.analysis.TrafficKind;
import dev.turnout.orchestrator.analysis.WarmUp;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is watched, and how sure the judge must be. A message without metrics analyses nothing. */
final class AnalysisCodec {

  static final Translations<MetricSpec> METRICS =
      new Translations<MetricSpec>()
          .add(Rate.class, RateMetric.class, AnalysisCodec::write, AnalysisCodec::read)
          .add(
              Distribution.class,
              DistributionMetric.class,
              AnalysisCodec::write,
              AnalysisCodec::read);

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

  private static RateMetric write(Rate rate) {
    String reported = rate.source().name();
    return new RateMetric(
        rate.name(),
        write(rate.influence()),
        Wire.same(RateKind.class, rate.source().kind()),
        reported.isEmpty() ? null : reported,
        rate.margin(),
        rate.tolerance(),
        orNull(rate.limit(), Rate.NO_LIMIT),
        rate.compared());
  }

  private static Rate read(RateMetric rate) {
    RateSource.Kind kind = Wire.same(RateSource.Kind.class, rate.getKind());
    String reported = rate.getReported() == null ? "" : rate.getReported();
    return new Rate(
        rate.getName(),
        read(rate.getInfluence()),
        new RateSource(kind, reported),
        rate.getMargin(),
        rate.getTolerance(),
        or(rate.getLimit(), Rate.NO_LIMIT),
        rate.getCompared());
  }

  private static DistributionMetric write(Distribution metric) {
    return new DistributionMetric(
        metric.name(),
        write(metric.influence()),
        metric.histogram(),
        Wire.each(metric.gates(), AnalysisCodec::write),
        metric.tolerance(),
        Wire.same(DistributionCompare.class, metric.compare()));
  }

  private static Distribution read(DistributionMetric metric) {
    return new Distribution(
        metric.getName(),
        read(metric.getInfluence()),
        metric.getHistogram(),
        Wire.each(metric.getGates(), AnalysisCodec::read),
        metric.getTolerance(),
        Wire.same(Distribution.Compare.class, metric.getCompare()));
  }

  private static dev.turnout.events.QuantileGate write(QuantileGate gate) {
    return new dev.turnout.events.QuantileGate(
        gate.quantile(), gate.margin(), orNull(gate.limit(), QuantileGate.NO_LIMIT));
  }

  private static QuantileGate read(dev.turnout.events.QuantileGate gate) {
    return new QuantileGate(
        gate.getQuantile(), gate.getMargin(), or(gate.getLimit(), QuantileGate.NO_LIMIT));
  }

  private static dev.turnout.events.Influence write(Influence influence) {
    return new dev.turnout.events.Influence(
        influence.weight(),
        influence.critical(),
        influence.dryRun(),
        Wire.orNull(
            influence.traffic(), kind -> Wire.same(dev.turnout.events.TrafficKind.class, kind)));
  }

  private static Influence read(dev.turnout.events.Influence influence) {
    return new Influence(
        influence.getWeight(),
        influence.getCritical(),
        influence.getDryRun(),
        Wire.optional(influence.getTraffic(), kind -> Wire.same(TrafficKind.class, kind)));
  }

  /** A limit that nothing can break is none. */
  private static @Nullable Double orNull(double value, double none) {
    return value == none ? null : value;
  }

  private static double or(@Nullable Double value, double none) {
    return value == null ? none : value;
  }
}
