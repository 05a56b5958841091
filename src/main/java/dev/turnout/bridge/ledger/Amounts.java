package dev.turnout.bridge.ledger;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was counted, so far or within a time.
 *
 * @param count from 0
 * @param sum of the values; 0 for a counter
 * @param buckets counts by bucket, without empty ones; empty for a counter
 */
public record Amounts(long count, double sum, Shape shape, SortedMap<Integer, Long> buckets) {
  /**
   * The finest exponential buckets that are used, 9 % wide. Whoever measures chooses the scale by
   * the range of its values, up to 20; one and the same for both versions keeps them comparable,
   * and this one holds for values that differ by a factor of up to a million.
   */
  public static final int FINEST_SCALE = 3;

  public Amounts {
    if (count < 0 || !Double.isFinite(sum)) {
      throw new IllegalArgumentException(
          "Expected a count from 0 and a finite sum, but got %d and %s".formatted(count, sum));
    }
    SortedMap<Integer, Long> filled = new TreeMap<>();
    buckets.forEach((bucket, many) -> put(filled, bucket, many));
    buckets = Collections.unmodifiableSortedMap(filled);
  }

  /** Of a counter. */
  public static Amounts of(long count) {
    return new Amounts(count, 0, Shape.NONE, Collections.emptySortedMap());
  }

  /** With exponential buckets no finer than {@link #FINEST_SCALE}. */
  public Amounts comparable() {
    return shape instanceof Shape.Exponential fine && fine.scale() > FINEST_SCALE
        ? atScale(fine, FINEST_SCALE)
        : this;
  }

  /** What was added since; empty if something shrank, or the buckets are others. */
  Optional<Amounts> since(Amounts before) {
    if (shape instanceof Shape.Exponential mine
        && before.shape instanceof Shape.Exponential theirs
        && mine.scale() != theirs.scale()) {
      int scale = Math.min(mine.scale(), theirs.scale());
      return atScale(mine, scale).since(before.atScale(theirs, scale));
    }
    if (!shape.equals(before.shape) || count < before.count) {
      return Optional.empty();
    }
    SortedMap<Integer, Long> more = new TreeMap<>(buckets);
    for (Map.Entry<Integer, Long> known : before.buckets.entrySet()) {
      long left = more.getOrDefault(known.getKey(), 0L) - known.getValue();
      if (left < 0) {
        return Optional.empty();
      }
      more.put(known.getKey(), left);
    }
    return Optional.of(new Amounts(count - before.count, sum - before.sum, shape, more));
  }

  private Amounts atScale(Shape.Exponential mine, int scale) {
    if (scale == mine.scale()) {
      return this;
    }
    SortedMap<Integer, Long> joined = new TreeMap<>();
    buckets.forEach((bucket, many) -> joined.merge(mine.coarser(bucket, scale), many, Long::sum));
    return new Amounts(count, sum, new Shape.Exponential(scale), joined);
  }

  private static void put(Map<Integer, Long> filled, int bucket, long many) {
    if (many < 0) {
      throw new IllegalArgumentException(
          "Expected counts from 0 in each bucket, but got %d".formatted(many));
    }
    if (many > 0) {
      filled.put(bucket, many);
    }
  }
}
