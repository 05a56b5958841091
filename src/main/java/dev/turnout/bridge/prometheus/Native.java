package dev.turnout.bridge.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnout.bridge.ledger.Amounts;
import dev.turnout.bridge.ledger.Shape;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A native histogram as the API gives it: buckets with their edges, of equal growth. */
final class Native {
  private static final double LN2 = StrictMath.log(2);
  private static final double NEAR = 1e-6;

  private Native() {}

  /** Empty if it has values below zero or buckets of other widths. */
  static Optional<Amounts> of(JsonNode histogram) {
    Optional<Long> count = Samples.counter(histogram.path("count").asDouble(-1));
    double sum = histogram.path("sum").asDouble();
    SortedMap<Integer, Long> buckets = new TreeMap<>();
    int scale = Integer.MIN_VALUE;
    for (JsonNode bucket : histogram.path("buckets")) {
      double lower = bucket.path(1).asDouble();
      double upper = bucket.path(2).asDouble();
      Optional<Long> many = Samples.counter(bucket.path(3).asDouble(-1));
      if (upper <= 0 || many.isEmpty()) {
        return Optional.empty();
      }
      if (lower <= 0) {
        buckets.merge(Shape.ZERO, many.get(), Long::sum);
        continue;
      }
      double step = log2(upper / lower);
      int here = (int) Math.round(-log2(step));
      double index = Math.scalb(log2(upper), here);
      boolean regular =
          Math.abs(Math.scalb(step, here) - 1) < NEAR * 1000
              && Math.abs(index - Math.rint(index)) < 1e-3;
      if (!regular || (scale != Integer.MIN_VALUE && scale != here)) {
        return Optional.empty();
      }
      scale = here;
      buckets.merge((int) Math.rint(index) - 1, many.get(), Long::sum);
    }
    int shown = scale == Integer.MIN_VALUE ? Amounts.FINEST_SCALE : scale;
    return count
        .filter(known -> Double.isFinite(sum))
        .map(known -> new Amounts(known, sum, new Shape.Exponential(shown), buckets));
  }

  private static double log2(double value) {
    return StrictMath.log(value) / LN2;
  }
}
