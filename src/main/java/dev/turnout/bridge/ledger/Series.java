package dev.turnout.bridge.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How far one series has been counted.
 *
 * @param startNanos since when it counts; 0 if that is not known
 * @param timeNanos time of its newest reading
 * @param total its newest reading; nothing for increments
 * @param ends of increments: the times at which the last ones ended, in order
 */
record Series(long startNanos, long timeNanos, Amounts total, List<Long> ends) {
  /** So many increments may overtake each other, or come again, and be told apart. */
  static final int REMEMBERED = 64;

  private static final Amounts NOTHING = Amounts.of(0);

  /**
   * What a reading did.
   *
   * @param added empty if it is not counted
   */
  record Step(Series after, Fate fate, Optional<Amounts> added) {}

  Series {
    ends = List.copyOf(ends);
  }

  /**
   * The first reading.
   *
   * @param followedSince a series that began later has been followed from its beginning, so that
   *     all of it counts
   */
  static Step begin(Reading reading, long followedSince) {
    if (reading.temporality() == Temporality.DELTA) {
      return new Step(increment(reading, List.of()), Fate.COUNTED, Optional.of(reading.amounts()));
    }
    boolean whole = reading.startNanos() > 0 && reading.startNanos() >= followedSince;
    return cumulative(reading, whole ? Fate.COUNTED : Fate.BASELINE, whole);
  }

  Step take(Reading reading) {
    return reading.temporality() == Temporality.DELTA ? add(reading) : advance(reading);
  }

  private Step add(Reading reading) {
    boolean forgotten = ends.size() >= REMEMBERED && reading.timeNanos() < Collections.min(ends);
    if (forgotten || ends.contains(reading.timeNanos())) {
      return new Step(this, Fate.LATE, Optional.empty());
    }
    return new Step(increment(reading, ends), Fate.COUNTED, Optional.of(reading.amounts()));
  }

  private Step advance(Reading reading) {
    if (reading.timeNanos() <= timeNanos) {
      return new Step(this, Fate.LATE, Optional.empty());
    }
    if (reading.startNanos() > timeNanos) {
      return cumulative(reading, Fate.COUNTED, true);
    }
    Optional<Amounts> added = reading.amounts().since(total);
    if (added.isPresent()) {
      return new Step(stand(reading), Fate.COUNTED, added);
    }
    boolean restarted = reading.startNanos() == 0 || reading.startNanos() > startNanos;
    return cumulative(reading, restarted ? Fate.COUNTED : Fate.CONTRADICTED, restarted);
  }

  private static Step cumulative(Reading reading, Fate fate, boolean whole) {
    return new Step(
        stand(reading), fate, whole ? Optional.of(reading.amounts()) : Optional.empty());
  }

  private static Series stand(Reading reading) {
    return new Series(reading.startNanos(), reading.timeNanos(), reading.amounts(), List.of());
  }

  private static Series increment(Reading reading, List<Long> before) {
    List<Long> ends = new ArrayList<>(before);
    ends.add(reading.timeNanos());
    Collections.sort(ends);
    List<Long> kept = ends.subList(Math.max(0, ends.size() - REMEMBERED), ends.size());
    return new Series(reading.startNanos(), kept.get(kept.size() - 1), NOTHING, kept);
  }
}
