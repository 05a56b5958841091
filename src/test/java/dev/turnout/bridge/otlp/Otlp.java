package dev.turnout.bridge.otlp;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a Collector writes, made by the protocol's own classes. */
public final class Otlp {
  public static final AggregationTemporality DELTA =
      AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
  public static final AggregationTemporality CUMULATIVE =
      AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;

  private Otlp() {}

  /** One record of the Collector's topic. */
  public static byte[] record(Map<String, String> resource, Metric... metrics) {
    return MetricsData.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(Resource.newBuilder().addAllAttributes(attributes(resource)))
                .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(List.of(metrics))))
        .build()
        .toByteArray();
  }

  /** A counter. */
  public static Metric sum(
      String name, AggregationTemporality kind, Map<String, String> a, long[] times, long value) {
    return Metric.newBuilder()
        .setName(name)
        .setSum(
            Sum.newBuilder()
                .setIsMonotonic(true)
                .setAggregationTemporality(kind)
                .addDataPoints(
                    NumberDataPoint.newBuilder()
                        .addAllAttributes(attributes(a))
                        .setStartTimeUnixNano(times[0])
                        .setTimeUnixNano(times[1])
                        .setAsInt(value)))
        .build();
  }

  /** A histogram of seconds with bounds. */
  public static Metric histogram(
      String name,
      AggregationTemporality kind,
      Map<String, String> a,
      long[] times,
      List<Double> bounds,
      List<Long> counts) {
    long count = counts.stream().mapToLong(Long::longValue).sum();
    return Metric.newBuilder()
        .setName(name)
        .setUnit("s")
        .setHistogram(
            Histogram.newBuilder()
                .setAggregationTemporality(kind)
                .addDataPoints(
                    HistogramDataPoint.newBuilder()
                        .addAllAttributes(attributes(a))
                        .setStartTimeUnixNano(times[0])
                        .setTimeUnixNano(times[1])
                        .setCount(count)
                        .setSum(count * 0.1)
                        .addAllExplicitBounds(bounds)
                        .addAllBucketCounts(counts)))
        .build();
  }

  /** An exponential histogram of seconds. */
  public static Metric exponential(
      String name,
      AggregationTemporality kind,
      Map<String, String> a,
      long[] times,
      int scale,
      int offset,
      List<Long> counts) {
    long count = counts.stream().mapToLong(Long::longValue).sum();
    return Metric.newBuilder()
        .setName(name)
        .setUnit("s")
        .setExponentialHistogram(
            ExponentialHistogram.newBuilder()
                .setAggregationTemporality(kind)
                .addDataPoints(
                    ExponentialHistogramDataPoint.newBuilder()
                        .addAllAttributes(attributes(a))
                        .setStartTimeUnixNano(times[0])
                        .setTimeUnixNano(times[1])
                        .setCount(count)
                        .setSum(count * 0.1)
                        .setScale(scale)
                        .setPositive(
                            ExponentialHistogramDataPoint.Buckets.newBuilder()
                                .setOffset(offset)
                                .addAllBucketCounts(counts))))
        .build();
  }

  private static List<KeyValue> attributes(Map<String, String> map) {
    return new TreeMap<>(map)
        .entrySet().stream()
            .map(
                entry ->
                    KeyValue.newBuilder()
                        .setKey(entry.getKey())
                        .setValue(AnyValue.newBuilder().setStringValue(entry.getValue()))
                        .build())
            .toList();
  }
}
