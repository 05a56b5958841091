package dev.turnout.bridge.ledger;

import java.util.List;

/** Where the buckets of a series lie. */
public sealed interface Shape {

  /** A plain counter has no buckets. */
  Shape NONE = new None();

  /** Index of the bucket of an exponential histogram that holds what is too small for others. */
  int ZERO = Integer.MIN_VALUE;

  /**
   * A value in a bucket.
   *
   * @param part how far into the bucket, in (0, 1]; 1 is its upper edge
   * @return may be infinite, for the bucket beyond all others
   */
  double at(int bucket, double part);

  /** No buckets. */
  record None() implements Shape {
    @Override
    public double at(int bucket, double part) {
      throw new IllegalStateException("A counter has no buckets");
    }
  }

  /**
   * Bucket <i>i</i> is {@code (bounds[i - 1], bounds[i]]}; the first begins at 0, the last has no
   * end. Within a bucket values lie evenly, as PromQL's {@code histogram_quantile} takes it.
   *
   * @param bounds finite and growing
   */
  record Explicit(List<Double> bounds) implements Shape {
    public Explicit {
      bounds = List.copyOf(bounds);
      for (int i = 0; i < bounds.size(); i++) {
        double bound = bounds.get(i);
        if (!Double.isFinite(bound) || (i > 0 && bound <= bounds.get(i - 1))) {
          throw new IllegalArgumentException("Expected bounds that grow, but got " + bounds);
        }
      }
    }

    @Override
    public double at(int bucket, double part) {
      if (bucket >= bounds.size()) {
        return Double.POSITIVE_INFINITY;
      }
      double upper = bounds.get(bucket);
      double lower = bucket == 0 ? Math.min(0, upper) : bounds.get(bucket - 1);
      return lower + (upper - lower) * part;
    }
  }

  /**
   * Bucket <i>i</i> is {@code (b^i, b^(i + 1)]} with {@code b = 2^(2^-scale)}; within a bucket the
   * logarithms lie evenly.
   *
   * @param scale in [-10, 20]; each step down joins two buckets
   */
  record Exponential(int scale) implements Shape {
    public Exponential {
      if (scale < -10 || scale > 20) {
        throw new IllegalArgumentException("Expected a scale in [-10, 20], but got " + scale);
      }
    }

    @Override
    public double at(int bucket, double part) {
      return bucket == ZERO ? 0 : StrictMath.pow(2, Math.scalb(bucket + part, -scale));
    }

    /** The bucket at a coarser scale that holds this one. */
    int coarser(int bucket, int lessScale) {
      return bucket == ZERO ? ZERO : bucket >> (scale - lessScale);
    }
  }
}
