package dev.turnout.bridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.bridge.ledger.Reading.Place;
import dev.turnout.events.MetricReport;
import dev.turnout.events.VersionMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final long SINCE = 1_000;
  private static final Place PLACE = new Place("fraud", "node-1", "v2");
  private static final List<Meaning> REQUESTS = List.of(new Meaning.Requests(false));

  private final Ledger ledger = new Ledger();
  private long requests;

  @Test
  void shouldTakeTheFirstReadingOfAnOldSeriesAsABaseline() {
    assertThat(ledger.take(cumulative(SINCE - 1, 2_000, 500), SINCE)).isEqualTo(Fate.BASELINE);
    assertThat(ledger.take(cumulative(SINCE - 1, 3_000, 510), SINCE)).isEqualTo(Fate.COUNTED);

    assertThat(flushed()).isEqualTo(10);
  }

  @Test
  void shouldCountASeriesWholeThatBeganLater() {
    assertThat(ledger.take(cumulative(SINCE + 1, 2_000, 500), SINCE)).isEqualTo(Fate.COUNTED);

    assertThat(flushed()).isEqualTo(500);
  }

  @Test
  void shouldCountWhatCameSinceARestart() {
    ledger.take(cumulative(1_500, 2_000, 500), SINCE);

    assertThat(ledger.take(cumulative(2_500, 3_000, 7), SINCE)).isEqualTo(Fate.COUNTED);
    assertThat(ledger.take(cumulative(2_500, 4_000, 9), SINCE)).isEqualTo(Fate.COUNTED);

    assertThat(flushed()).isEqualTo(509);
  }

  @Test
  void shouldCountARestartThatNobodySaysOnlyByItsCounts() {
    ledger.take(cumulative(1_500, 2_000, 500), SINCE);

    ledger.take(cumulative(0, 3_000, 7), SINCE);

    assertThat(flushed()).isEqualTo(507);
  }

  @Test
  void shouldCountNothingWhenTwoWriteUnderOneName() {
    ledger.take(cumulative(1_500, 2_000, 500), SINCE);

    assertThat(ledger.take(cumulative(1_500, 3_000, 7), SINCE)).isEqualTo(Fate.CONTRADICTED);

    assertThat(flushed()).isEqualTo(500);
  }

  @Test
  void shouldCountNothingTwiceAndNothingLate() {
    ledger.take(cumulative(1_500, 2_000, 500), SINCE);
    ledger.take(cumulative(1_500, 3_000, 600), SINCE);

    assertThat(ledger.take(cumulative(1_500, 3_000, 600), SINCE)).isEqualTo(Fate.LATE);
    assertThat(ledger.take(cumulative(1_500, 2_500, 550), SINCE)).isEqualTo(Fate.LATE);

    assertThat(flushed()).isEqualTo(600);
  }

  @Test
  void shouldCountAnIncrementThatWasOvertakenButNoneTwice() {
    assertThat(ledger.take(delta(3_000, 30), SINCE)).isEqualTo(Fate.COUNTED);
    assertThat(ledger.take(delta(2_000, 20), SINCE)).isEqualTo(Fate.COUNTED);
    assertThat(ledger.take(delta(3_000, 30), SINCE)).isEqualTo(Fate.LATE);
    assertThat(ledger.take(delta(2_000, 20), SINCE)).isEqualTo(Fate.LATE);

    assertThat(flushed()).isEqualTo(50);
  }

  @Test
  void shouldRefuseANameThatIsNone() {
    Reading reading =
        new Reading(
            "s",
            new Place("No Model!", "n", "v"),
            Temporality.DELTA,
            0,
            1_000,
            Amounts.of(1),
            REQUESTS);

    assertThat(ledger.take(reading, SINCE)).isEqualTo(Fate.REFUSED);
    assertThat(ledger.flush(0).isEmpty()).isTrue();
  }

  @Test
  void shouldLetErrorsWaitForTheirRequests() {
    // given
    take(ledger, "errors", 2_000, 5, List.of(new Meaning.Errors()));

    // when
    VersionMetrics first = metrics(ledger.flush(0)).orElseThrow();
    take(ledger, "requests", 2_000, 3, REQUESTS);
    VersionMetrics second = metrics(ledger.flush(0)).orElseThrow();
    take(ledger, "requests", 3_000, 10, REQUESTS);
    VersionMetrics third = metrics(ledger.flush(0)).orElseThrow();

    // then
    assertThat(List.of(first.getErrors(), second.getErrors(), third.getErrors()))
        .containsExactly(0L, 3L, 5L);
  }

  @Test
  void shouldCountAnswersEventsAndGrades() {
    // when
    take(ledger, "right", 2_000, 90, List.of(new Meaning.Graded("accuracy", true, false)));
    take(ledger, "wrong", 2_000, 10, List.of(new Meaning.Graded("accuracy", true, true)));
    ledger.take(
        new Reading(
            "ndcg",
            PLACE,
            Temporality.DELTA,
            0,
            2_000,
            new Amounts(
                10, 8.5, new Shape.Explicit(List.of(1.0)), new java.util.TreeMap<>(Map.of(0, 10L))),
            List.of(new Meaning.Grades("ndcg"))),
        SINCE);

    // then
    VersionMetrics metrics = metrics(ledger.flush(0)).orElseThrow();
    assertThat(metrics.getScores())
        .extracting(
            score -> "%s %s/%s".formatted(score.getOutcome(), score.getBad(), score.getTotal()))
        .containsExactly("accuracy 10.0/100", "ndcg 1.5/10");
  }

  /**
   * Series that restart, readings that come again or overtake each other, and a bridge that dies
   * and goes on from its last commit: in the end everything has been counted once.
   */
  @Property(tries = 200, seed = "1")
  void shouldCountEverythingOnceWhateverHappens(@ForAll Random random) {
    // given
    Map<String, byte[]> topic = new LinkedHashMap<>();
    Ledger mine = new Ledger();
    long truth = 0;
    long said = 0;
    long start = 2_000;
    long total = 0;
    List<Reading> committed = new ArrayList<>();
    List<Reading> open = new ArrayList<>();

    // when
    for (long time = 3_000; time < 6_000; time += 100) {
      boolean restarts = random.nextInt(10) == 0;
      if (restarts) {
        start = time - 50;
        total = 0;
      }
      long more = random.nextInt(50);
      total += more;
      truth += more;
      long increment = random.nextInt(50);
      truth += increment;
      open.add(cumulative(start, time, total));
      open.add(delta(time, increment));
      if (random.nextInt(3) == 0) {
        open.add(open.get(random.nextInt(open.size())));
      }
      if (!committed.isEmpty() && random.nextInt(3) == 0) {
        open.add(committed.get(random.nextInt(committed.size())));
      }
      if (random.nextInt(4) == 0) {
        // The process dies before the commit, and another one reads the same again.
        for (Reading reading : open) {
          mine.take(reading, SINCE);
        }
        mine = restored(topic);
      }
      for (Reading reading : open) {
        mine.take(reading, SINCE);
      }
      Ledger.Change change = mine.flush(0);
      change
          .entries()
          .forEach(entry -> topic.put(entry.key(), EntryCodec.write(entry).orElseThrow()));
      said = metrics(change).map(VersionMetrics::getRequests).orElse(said);
      committed.addAll(open);
      open.clear();
    }

    // then
    assertThat(said).isEqualTo(truth);
  }

  private static Ledger restored(Map<String, byte[]> topic) {
    Ledger restored = new Ledger();
    topic.forEach((key, value) -> restored.restore(EntryCodec.read(key, value)));
    return restored;
  }

  private long flushed() {
    requests = metrics(ledger.flush(0)).map(VersionMetrics::getRequests).orElse(requests);
    return requests;
  }

  private static Optional<VersionMetrics> metrics(Ledger.Change change) {
    return change.reports().stream()
        .map(MetricReport::getVersions)
        .flatMap(List::stream)
        .findFirst();
  }

  private static void take(
      Ledger ledger, String series, long time, long count, List<Meaning> meanings) {
    ledger.take(
        new Reading(series, PLACE, Temporality.DELTA, 0, time, Amounts.of(count), meanings), SINCE);
  }

  private static Reading cumulative(long start, long time, long count) {
    return new Reading(
        "cumulative", PLACE, Temporality.CUMULATIVE, start, time, Amounts.of(count), REQUESTS);
  }

  private static Reading delta(long time, long count) {
    return new Reading("delta", PLACE, Temporality.DELTA, 0, time, Amounts.of(count), REQUESTS);
  }
}
