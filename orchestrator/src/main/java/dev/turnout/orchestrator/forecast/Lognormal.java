package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.plan.Durations;
import java.time.Duration;

/**
 * Latencies whose logarithm is normal: what is assumed of a model's latency when only two quantiles
 * are known.
 *
 * @param median in milliseconds, above 0
 * @param sigma standard deviation of the logarithm, above 0
 */
public record Lognormal(double median, double sigma) {
  /** p50 100 ms and p99 327 ms. */
  public static final Lognormal DEFAULT =
      through(0.5, Duration.ofMillis(100), 0.99, Duration.ofMillis(327));

  private static final double FURTHEST = 9;

  public Lognormal {
    if (!(median > 0 && sigma > 0)) {
      throw new IllegalArgumentException(
          "Expected a median and a sigma above 0, but got %s and %s".formatted(median, sigma));
    }
  }

  /** The one through two quantiles, the lower first. */
  public static Lognormal through(double lower, Duration fast, double upper, Duration slow) {
    if (!(lower > 0 && lower < upper && upper < 1)
        || fast.isZero()
        || fast.isNegative()
        || fast.compareTo(slow) >= 0) {
      throw new IllegalArgumentException(
          "Expected two quantiles of the latency, both growing, but got %s at %s and %s at %s (write p50=100ms,p99=327ms)"
              .formatted(Durations.inWords(fast), lower, Durations.inWords(slow), upper));
    }
    double low = normalQuantile(lower);
    double high = normalQuantile(upper);
    double from = StrictMath.log(fast.toNanos() / 1e6);
    double to = StrictMath.log(slow.toNanos() / 1e6);
    double sigma = (to - from) / (high - low);
    return new Lognormal(StrictMath.exp(from - low * sigma), sigma);
  }

  /** The share of requests that take longer than this many milliseconds. */
  public double slowerThan(double millis) {
    return millis <= 0 ? 1 : normal(-StrictMath.log(millis / median) / sigma);
  }

  /** The latency in milliseconds that this share of the requests keeps. */
  public double quantile(double share) {
    return median * StrictMath.exp(sigma * normalQuantile(share));
  }

  /** All latencies times a factor. */
  public Lognormal times(double factor) {
    return new Lognormal(median * factor, sigma);
  }

  /** The distribution function of the standard normal, by Marsaglia's series (2004). */
  static double normal(double x) {
    if (Math.abs(x) > FURTHEST) {
      return x > 0 ? 1 : 0;
    }
    double sum = x;
    double last = 0;
    double term = x;
    for (int i = 3; sum != last; i += 2) {
      last = sum;
      term *= x * x / i;
      sum += term;
    }
    double half = sum * StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * StrictMath.PI);
    return Math.min(Math.max(0.5 + half, 0), 1);
  }

  static double normalQuantile(double share) {
    double low = -FURTHEST;
    double high = FURTHEST;
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (normal(middle) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
