package dev.turnout.orchestrator.policy;

import dev.turnout.orchestrator.plan.Durations;
import dev.turnout.orchestrator.routing.Expect;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** When a freeze lasts. */
public sealed interface Schedule {

  /** For reckoning with it; not for several threads. */
  Windows windows();

  /** In a few words, such as {@code 0 18 * * FRI for 62h in Europe/Berlin}. */
  String inWords();

  /**
   * From one time to another.
   *
   * @param to the first moment after it
   */
  record Once(Instant from, Instant to) implements Schedule {
    public Once {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException(
            "Expected an end after %s, but got %s (swap 'from' and 'to')".formatted(from, to));
      }
    }

    @Override
    public Windows windows() {
      return new Windows() {
        @Override
        public Optional<Instant> endAt(Instant time) {
          return !time.isBefore(from) && time.isBefore(to) ? Optional.of(to) : Optional.empty();
        }

        @Override
        public Optional<Instant> nextStart(Instant time) {
          return from.isAfter(time) ? Optional.of(from) : Optional.empty();
        }
      };
    }

    @Override
    public String inWords() {
      return "from %s to %s".formatted(from, to);
    }
  }

  /**
   * Again and again.
   *
   * @param cron minute, hour, day of the month, month, day of the week
   * @param duration of each window, 1 minute to 31 days; the next one begins later than that
   * @param timeZone in which the cron expression is read, such as {@code Europe/Berlin}
   */
  record Repeated(String cron, Duration duration, String timeZone) implements Schedule {
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Instant ANY = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SAMPLES = 800;

    public Repeated {
      Cron times = Cron.parse(cron);
      zone(timeZone);
      Expect.positive("the duration of a freeze", duration, "62h");
      if (duration.compareTo(Duration.ofMinutes(1)) < 0 || duration.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "Expected a freeze of 1 minute to 31 days, but got %s (write 'from' and 'to' for longer ones)"
                .formatted(duration));
      }
      requireGaps(times, cron, duration);
    }

    @Override
    public Windows windows() {
      return new RepeatedWindows(Cron.parse(cron), duration, zone(timeZone));
    }

    @Override
    public String inWords() {
      return "%s for %s in %s".formatted(cron, Durations.inWords(duration), timeZone);
    }

    private static void requireGaps(Cron times, String cron, Duration duration) {
      Optional<Instant> start = times.next(ANY, ZoneOffset.UTC);
      if (start.isEmpty()) {
        throw new IllegalArgumentException(
            "Expected a cron expression that comes true, but '%s' never does (write \"0 18 * * FRI\" for fridays at six)"
                .formatted(cron));
      }
      for (int i = 0; i < SAMPLES && start.isPresent(); i++) {
        Instant end = start.get().plus(duration);
        start = times.next(start.get(), ZoneOffset.UTC);
        if (start.filter(end::isAfter).isPresent()) {
          throw new IllegalArgumentException(
              "Expected freezes that end before the next one begins, but '%s' begins at %s while the one before lasts until %s (write a shorter 'for')"
                  .formatted(cron, start.get(), end));
        }
      }
    }

    private static ZoneId zone(String name) {
      try {
        return ZoneId.of(name);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "Expected a time zone, but got '%s' (write UTC, or a name such as Europe/Berlin)"
                .formatted(Expect.quoted(name)),
            e);
      }
    }
  }
}
