package dev.turnout.api.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often each of many may come: so many times a second in the long run, twice as many at once.
 * Bounded: who has not come for longest is forgotten first. Safe for all threads.
 */
public final class RateLimit {
  private static final int MOST = 10_000;
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final LongSupplier nanos;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST;
        }
      };

  private static final class Bucket {
    private double left;
    private long at;

    Bucket(double left, long at) {
      this.left = left;
      this.at = at;
    }
  }

  /**
   * @param perSecond above 0
   * @param nanos a clock
   */
  public RateLimit(double perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
  }

  /** Whether this one may come now; if so, that is one time less. */
  public synchronized boolean take(String who) {
    Bucket bucket = bucket(who);
    if (bucket.left < 1) {
      return false;
    }
    bucket.left--;
    return true;
  }

  /** Whether this one could come now. */
  public synchronized boolean has(String who) {
    return bucket(who).left >= 1;
  }

  private Bucket bucket(String who) {
    long now = nanos.getAsLong();
    double full = Math.max(1, 2 * perSecond);
    Bucket bucket = buckets.computeIfAbsent(who, one -> new Bucket(full, now));
    bucket.left = Math.min(full, bucket.left + (now - bucket.at) / NANOS * perSecond);
    bucket.at = now;
    return bucket;
  }
}
