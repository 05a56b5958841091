package dev.turnout.bench.chance;

import java.util.SplittableRandom;

/**
 * All chance of one simulated run. The same seed gives the same run, on every machine and with any
 * number of threads. Large counts are drawn whole, never request by request: Poisson and binomial
 * numbers by Hoermann's transformed rejection (1993), small ones by inversion.
 */
public final class Chance {
  private static final double SMALL_MEAN = 10;

  private final SplittableRandom random;

  public Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Uniform in [0, 1). */
  public double uniform() {
    return random.nextDouble();
  }

  /** Uniform in [0, bound). */
  public int uniform(int bound) {
    return random.nextInt(bound);
  }

  /** Standard normal. */
  public double normal() {
    return random.nextGaussian();
  }

  /**
   * A Poisson number.
   *
   * @param mean 0 or more
   */
  public long poisson(double mean) {
    if (mean <= 0) {
      return 0;
    }
    return mean < SMALL_MEAN ? poissonByInversion(mean) : poissonByRejection(mean);
  }

  /**
   * A binomial number.
   *
   * @param n trials, 0 or more
   * @param p chance of each, taken as 0 or 1 if outside
   */
  public long binomial(long n, double p) {
    if (n <= 0 || p <= 0) {
      return 0;
    }
    if (p >= 1) {
      return n;
    }
    if (p > 0.5) {
      return n - binomial(n, 1 - p);
    }
    return n * p < SMALL_MEAN ? binomialByInversion(n, p) : binomialByRejection(n, p);
  }

  private long poissonByInversion(double mean) {
    double part = Math.exp(-mean);
    double rest = uniform();
    long k = 0;
    while (rest > part) {
      rest -= part;
      k++;
      part *= mean / k;
      if (part < 1e-300) {
        return k;
      }
    }
    return k;
  }

  private long poissonByRejection(double mean) {
    double b = 0.931 + 2.53 * Math.sqrt(mean);
    double a = -0.059 + 0.02483 * b;
    double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    double inner = 0.9277 - 3.6224 / (b - 2);
    double logMean = Math.log(mean);
    while (true) {
      double u = uniform() - 0.5;
      double v = uniform();
      double us = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= inner) {
        return (long) k;
      }
      if (k < 0 || (us < 0.013 && v > us)) {
        continue;
      }
      double left = Math.log(v * inverseAlpha / (a / (us * us) + b));
      if (left <= k * logMean - mean - LogFactorial.of((long) k)) {
        return (long) k;
      }
    }
  }

  private long binomialByInversion(long n, double p) {
    double odds = p / (1 - p);
    double part = Math.exp(n * Math.log1p(-p));
    double rest = uniform();
    long k = 0;
    while (rest > part && k < n) {
      rest -= part;
      k++;
      part *= odds * (n - k + 1) / k;
    }
    return k;
  }

  private long binomialByRejection(long n, double p) {
    double spread = Math.sqrt(n * p * (1 - p));
    double b = 1.15 + 2.53 * spread;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double centre = n * p + 0.5;
    double inner = 0.92 - 4.2 / b;
    double alpha = (2.83 + 5.1 / b) * spread;
    double logOdds = Math.log(p / (1 - p));
    long mode = (long) Math.floor((n + 1) * p);
    double atMode = LogFactorial.of(mode) + LogFactorial.of(n - mode);
    while (true) {
      double u = uniform() - 0.5;
      double v = uniform();
      double us = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / us + b) * u + centre);
      if (k < 0 || k > n) {
        continue;
      }
      long count = (long) k;
      if (us >= 0.07 && v <= inner) {
        return count;
      }
      double left = Math.log(v * alpha / (a / (us * us) + b));
      double right =
          atMode - LogFactorial.of(count) - LogFactorial.of(n - count) + (count - mode) * logOdds;
      if (left <= right) {
        return count;
      }
    }
  }
}
