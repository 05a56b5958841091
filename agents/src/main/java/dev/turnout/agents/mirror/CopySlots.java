package dev.turnout.agents.mirror;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the copies of one model's requests that are on their way, and what they keep in memory. A
 * slot is taken before the user's request is passed on, so that whether it is copied does not
 * depend on how it ends. Safe for all threads.
 */
public final class CopySlots {
  /** Bytes of the request bodies that wait to be copied, for each model. */
  static final long MOST_BYTES = 16L << 20;

  private final int most;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  /**
   * @param most slots, from 1
   */
  public CopySlots(int most) {
    this.most = most;
  }

  /** Takes a slot for a body of so many bytes; false if there is none. */
  public boolean take(int length) {
    if (taken.incrementAndGet() > most) {
      taken.decrementAndGet();
      return false;
    }
    if (bytes.addAndGet(length) > MOST_BYTES) {
      free(length);
      return false;
    }
    return true;
  }

  /** Gives a slot back. */
  public void free(int length) {
    bytes.addAndGet(-length);
    taken.decrementAndGet();
  }
}
