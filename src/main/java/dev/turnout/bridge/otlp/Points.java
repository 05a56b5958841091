package dev.turnout.bridge.otlp;

import dev.turnout.bridge.ledger.Amounts;
import dev.turnout.bridge.ledger.Shape;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Data points as amounts. Each method throws an {@code IllegalArgumentException} if the point is
 * none that counts.
 */
final class Points {
  private Points() {}

  /** A counter; a fraction is cut off. */
  static Amounts of(NumberDataPoint point) {
    double value = point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
    if (!(value >= 0 && value < Long.MAX_VALUE)) {
      throw new IllegalArgumentException("Expected a count from 0, but got " + value);
    }
    return Amounts.of(point.hasAsInt() ? point.getAsInt() : (long) value);
  }

  static Amounts of(HistogramDataPoint point) {
    List<Long> counts = point.getBucketCountsList();
    if (counts.isEmpty()) {
      return new Amounts(
          point.getCount(), point.getSum(), Shape.NONE, Collections.emptySortedMap());
    }
    if (counts.size() != point.getExplicitBoundsCount() + 1) {
      throw new IllegalArgumentException(
          "Expected one bucket more than the %d bounds, but got %d"
              .formatted(point.getExplicitBoundsCount(), counts.size()));
    }
    SortedMap<Integer, Long> buckets = new TreeMap<>();
    for (int i = 0; i < counts.size(); i++) {
      buckets.put(i, counts.get(i));
    }
    return new Amounts(
        point.getCount(),
        point.getSum(),
        new Shape.Explicit(point.getExplicitBoundsList()),
        buckets);
  }

  static Amounts of(ExponentialHistogramDataPoint point) {
    if (point.getNegative().getBucketCountsList().stream().anyMatch(count -> count != 0)) {
      throw new IllegalArgumentException("Expected values from 0, but some are below");
    }
    SortedMap<Integer, Long> buckets = new TreeMap<>();
    buckets.put(Shape.ZERO, point.getZeroCount());
    List<Long> counts = point.getPositive().getBucketCountsList();
    for (int i = 0; i < counts.size(); i++) {
      buckets.put(Math.addExact(point.getPositive().getOffset(), i), counts.get(i));
    }
    return new Amounts(
        point.getCount(), point.getSum(), new Shape.Exponential(point.getScale()), buckets);
  }
}
