package dev.turnout.orchestrator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "0 18 * * FRI, 2026-01-01T00:00:00Z, 2026-01-02T17:00:00Z",
    "0 18 * * 5, 2026-01-02T17:00:00Z, 2026-01-09T17:00:00Z",
    "*/15 * * * *, 2026-01-01T00:07:00Z, 2026-01-01T00:15:00Z",
    "0 0 1 * *, 2026-01-15T00:00:00Z, 2026-01-31T23:00:00Z",
    "0 0 29 FEB *, 2026-01-01T00:00:00Z, 2028-02-28T23:00:00Z",
    "30 9-17/4 * * MON-FRI, 2026-01-03T00:00:00Z, 2026-01-05T08:30:00Z",
    "0 0 * * 7, 2026-01-01T00:00:00Z, 2026-01-03T23:00:00Z",
    "0 0 13 * FRI, 2026-02-07T00:00:00Z, 2026-02-12T23:00:00Z",
    "'0 12 1,15 * *', 2026-01-02T00:00:00Z, 2026-01-15T11:00:00Z",
  })
  void shouldFindTheNextTimeInBerlin(String cron, Instant after, Instant expected) {
    // when
    Optional<Instant> next = Cron.parse(cron).next(after, BERLIN);
    // then
    assertThat(next).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    // 2026-03-29: the clock goes from 2:00 to 3:00
    "30 2 * * *, 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z",
    "30 3 * * *, 2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z",
    // 2026-10-25: the clock goes from 3:00 to 2:00
    "30 2 * * *, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z",
    "30 2 * * *, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z"
  })
  void shouldKnowWhatChangesOfTheClockDo(String cron, Instant after, Instant expected) {
    // when
    Optional<Instant> next = Cron.parse(cron).next(after, BERLIN);
    // then
    assertThat(next).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "* * * * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * * 13 *",
        "* * * * 8",
        "a * * * *",
        "5-1 * * * *",
        "*/0 * * * *",
        "1-2-3 * * * *",
        "1,, * * * *",
        "-1 * * * *",
        "* * * * MO",
        "1/2/3 * * * *",
        "99999999999 * * * *"
      })
  void shouldRefuseWhatIsNoCronExpression(String text) {
    assertThatThrownBy(() -> Cron.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(?s)Expected .*, but got '.*' \\(write .*\\)");
  }

  @Provide
  Arbitrary<String> crons() {
    Arbitrary<String> minute = Arbitraries.of("*", "0", "*/7", "15,45", "3-20/5");
    Arbitrary<String> hour = Arbitraries.of("*", "2", "0-4", "*/6", "22,23");
    Arbitrary<String> day = Arbitraries.of("*", "1", "31", "10-20");
    Arbitrary<String> month = Arbitraries.of("*", "MAR", "3,10", "2");
    Arbitrary<String> weekday = Arbitraries.of("*", "SUN", "1-5", "0,6");
    return Combinators.combine(minute, hour, day, month, weekday)
        .as((a, b, c, d, e) -> String.join(" ", a, b, c, d, e));
  }

  /** Minute by minute, by the fields of the calendar: another way to the same answer. */
  @Property(tries = 100)
  void shouldFindTheSameAsAWalkThroughTheCalendar(
      @ForAll("crons") String cron, @ForAll @LongRange(min = 0, max = 2L * 365 * 24 * 60) long at) {
    // given
    Instant after = Instant.parse("2026-01-01T00:00:00Z").plus(at, ChronoUnit.MINUTES);
    // when
    Optional<Instant> next = Cron.parse(cron).next(after, ZoneId.of("UTC"));
    // then
    String[] fields = cron.split(" ");
    if (next.isEmpty()) {
      assertThat(cron).contains(" 31 2 ");
      return;
    }
    assertThat(next.get()).isAfter(after);
    assertThat(isOn(fields, next.get())).isTrue();
    Instant walk = after.plus(1, ChronoUnit.MINUTES);
    for (int i = 0; i < 2_000 && walk.isBefore(next.get()); i++) {
      assertThat(isOn(fields, walk)).as("%s at %s", cron, walk).isFalse();
      walk = walk.plus(1, ChronoUnit.MINUTES);
    }
  }

  @Property(tries = 100)
  void shouldOnlyGrowWhateverTheClocksDo(
      @ForAll("crons") String cron, @ForAll @LongRange(min = 0, max = 2L * 365 * 24 * 60) long at) {
    // given
    Cron times = Cron.parse(cron);
    Instant after = Instant.parse("2026-01-01T00:00:00Z").plus(at, ChronoUnit.MINUTES);
    // when
    Optional<Instant> first = times.next(after, BERLIN);
    // then
    first.ifPresent(
        time -> {
          assertThat(times.next(time.minusMillis(1), BERLIN)).contains(time);
          assertThat(times.next(time, BERLIN)).hasValueSatisfying(t -> assertThat(t).isAfter(time));
        });
  }

  private static boolean isOn(String[] fields, Instant time) {
    ZonedDateTime at = time.atZone(ZoneId.of("UTC"));
    boolean inMonth = CronField.DAY_OF_MONTH.parse(fields[2]).get(at.getDayOfMonth());
    boolean inWeek = CronField.DAY_OF_WEEK.parse(fields[4]).get(at.getDayOfWeek().getValue() % 7);
    boolean both = !fields[2].equals("*") && !fields[4].equals("*");
    return CronField.MINUTE.parse(fields[0]).get(at.getMinute())
        && CronField.HOUR.parse(fields[1]).get(at.getHour())
        && CronField.MONTH.parse(fields[3]).get(at.getMonthValue())
        && (both ? inMonth || inWeek : inMonth && inWeek);
  }
}
