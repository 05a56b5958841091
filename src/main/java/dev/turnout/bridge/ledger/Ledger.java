package dev.turnout.bridge.ledger;

import dev.turnout.bridge.ledger.Reading.Place;
import dev.turnout.events.MetricReport;
import dev.turnout.schemas.ModelName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that one source has counted. What it says after a restart goes on where it stood, if
 * what {@link #flush} returns is written together with the position in the source. Used by one
 * thread.
 */
public final class Ledger {
  /** A series that is silent for so long is forgotten; if it comes back, it is new. */
  public static final Duration FORGOTTEN = Duration.ofHours(24);

  private static final int MOST_SERIES = 200_000;
  private static final int MOST_REPORTERS = 10_000;
  private static final int LONGEST_NAME = 128;

  /** Whom reports are made for. */
  private record Desk(String model, String node) {}

  private final Map<String, Series> series = new HashMap<>();
  private final Map<Desk, Reporter> reporters = new HashMap<>();
  private final Set<String> changedSeries = new LinkedHashSet<>();
  private final Set<Desk> changedDesks = new LinkedHashSet<>();

  /**
   * What is to be written.
   *
   * @param reports for the bus
   * @param entries the state of what changed, by key
   */
  public record Change(List<MetricReport> reports, List<Entry> entries) {
    public Change {
      reports = List.copyOf(reports);
      entries = List.copyOf(entries);
    }

    public boolean isEmpty() {
      return reports.isEmpty() && entries.isEmpty();
    }
  }

  /** Takes state that was written before; later entries of a key replace earlier ones. */
  public void restore(Entry entry) {
    if (entry instanceof Entry.OfSeries known) {
      series.put(known.id(), known.state());
    } else if (entry instanceof Entry.OfReporter known) {
      ReporterState state = known.state();
      reporters.put(new Desk(state.model(), state.node()), new Reporter(state));
    } else if (entry instanceof Entry.Forgotten gone) {
      series.remove(gone.id());
    }
  }

  /**
   * Counts a reading.
   *
   * @param followedSince series that began later have been followed from their beginning; in
   *     nanoseconds since 1970
   */
  public Fate take(Reading reading, long followedSince) {
    Place place = reading.place();
    if (!isRight(place) || !canCount(reading)) {
      return Fate.REFUSED;
    }
    Desk desk = new Desk(place.model(), place.node());
    boolean full =
        (!reporters.containsKey(desk) && reporters.size() >= MOST_REPORTERS)
            || (!series.containsKey(reading.series()) && series.size() >= MOST_SERIES);
    if (full) {
      return Fate.REFUSED;
    }
    long limit = Math.max(followedSince, reading.timeNanos() - FORGOTTEN.toNanos());
    Series.Step step =
        Optional.ofNullable(series.get(reading.series()))
            .map(known -> known.take(reading))
            .orElseGet(() -> Series.begin(reading, limit));
    if (step.fate() != Fate.LATE) {
      book(reading, desk, step);
    }
    return step.fate();
  }

  /** Everything that changed since the last time. */
  public Change flush(long nowMs) {
    List<MetricReport> reports = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    for (Desk desk : changedDesks) {
      Reporter reporter = reporters.computeIfAbsent(desk, Ledger::open);
      reports.add(reporter.next(nowMs));
      entries.add(new Entry.OfReporter(reporter.state()));
    }
    for (String id : changedSeries) {
      Series state = series.get(id);
      entries.add(state == null ? new Entry.Forgotten(id) : new Entry.OfSeries(id, state));
    }
    changedDesks.clear();
    changedSeries.clear();
    return new Change(reports, entries);
  }

  /** Drops series whose last reading is older; their reporters stay. */
  public void forget(long beforeNanos) {
    series
        .entrySet()
        .removeIf(
            entry -> {
              boolean old = entry.getValue().timeNanos() < beforeNanos;
              return old && changedSeries.add(entry.getKey());
            });
  }

  /** Time of the newest reading of a series, in nanoseconds since 1970; empty if it is new. */
  public Optional<Long> lastTime(String id) {
    return Optional.ofNullable(series.get(id)).map(Series::timeNanos);
  }

  /** How many series it follows, a count. */
  public int size() {
    return series.size();
  }

  private void book(Reading reading, Desk desk, Series.Step step) {
    series.put(reading.series(), step.after());
    changedSeries.add(reading.series());
    changedDesks.add(desk);
    VersionTally tally =
        reporters.computeIfAbsent(desk, Ledger::open).version(reading.place().version());
    step.added()
        .ifPresent(added -> reading.meanings().forEach(meaning -> meaning.count(added, tally)));
  }

  private static Reporter open(Desk desk) {
    return new Reporter(desk.model(), desk.node());
  }

  private static boolean canCount(Reading reading) {
    boolean counter = reading.amounts().shape() instanceof Shape.None;
    return !counter || reading.meanings().stream().noneMatch(Meaning::wantsBuckets);
  }

  private static boolean isRight(Place place) {
    return ModelName.isValid(place.model()) && isName(place.node()) && isName(place.version());
  }

  private static boolean isName(String name) {
    return !name.isBlank() && name.length() <= LONGEST_NAME;
  }
}
