package dev.turnout.agents.report;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts the copies of one model's requests since the agent started. Safe for all threads. */
public final class CopyCounters {
  private final Map<CopyFate, LongAdder> counts = new EnumMap<>(CopyFate.class);

  CopyCounters() {
    for (CopyFate fate : CopyFate.values()) {
      counts.put(fate, new LongAdder());
    }
  }

  /** Counts one copy. */
  public void count(CopyFate fate) {
    of(fate).increment();
  }

  /** Copies with this fate, from 0. */
  public long total(CopyFate fate) {
    return of(fate).sum();
  }

  private LongAdder of(CopyFate fate) {
    LongAdder counter = counts.get(fate);
    if (counter == null) {
      throw new IllegalStateException("No counter for " + fate);
    }
    return counter;
  }
}
