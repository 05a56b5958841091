package dev.turnout.orchestrator.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Windows of one length that begin at the times of a cron expression. */
final class RepeatedWindows implements Windows {
  private final Duration duration;
  private final Memory opened;
  private final Memory next;

  RepeatedWindows(Cron starts, Duration duration, ZoneId zone) {
    this.duration = duration;
    this.opened = new Memory(starts, zone);
    this.next = new Memory(starts, zone);
  }

  @Override
  public Optional<Instant> endAt(Instant time) {
    return opened
        .after(time.minus(duration))
        .filter(start -> !start.isAfter(time))
        .map(start -> start.plus(duration));
  }

  @Override
  public Optional<Instant> nextStart(Instant time) {
    return next.after(time);
  }

  /** Looks a time up once, although it is asked for with every record. */
  private static final class Memory {
    private final Cron starts;
    private final ZoneId zone;
    private Instant from = Instant.MAX;
    private Optional<Instant> found = Optional.empty();

    Memory(Cron starts, ZoneId zone) {
      this.starts = starts;
      this.zone = zone;
    }

    Optional<Instant> after(Instant time) {
      boolean known = !time.isBefore(from) && found.filter(time::isBefore).isPresent();
      if (!known) {
        from = time;
        found = starts.next(time, zone);
      }
      return found;
    }
  }
}
