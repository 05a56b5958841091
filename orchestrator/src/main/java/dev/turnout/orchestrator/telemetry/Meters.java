package dev.turnout.orchestrator.telemetry;

import dev.turnout.orchestrator.analysis.Counts;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.routing.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns cumulative reports into increments. A repeated or overtaken report gives none; the first
 * report of a boot counts whole; a reporter that is first heard in the middle of a boot only shows
 * where its counters stand, and so does one that goes back to an earlier boot.
 */
final class Meters {
  /**
   * A reporter that is silent for so long is forgotten, so that pipelines' names do not pile up.
   */
  static final Duration FORGOTTEN = Duration.ofHours(24);

  private final SortedMap<NodeName, Meter> meters = new TreeMap<>();

  Meters(List<Meter> known) {
    known.forEach(meter -> meters.put(meter.reporter(), meter));
  }

  /** Increments by version; empty if the report says nothing new. */
  SortedMap<Version, Counts> increments(MetricReport report, Instant at) {
    Meter known = meters.get(report.node());
    if (known == null || isForgotten(known, at)) {
      // Only who is new can make them more.
      meters.values().removeIf(meter -> isForgotten(meter, at));
      Boots boots = Boots.first(report.bootId(), report.sequence());
      return keep(report, boots, at, report.sequence() == 1, new TreeMap<>());
    }
    if (known.boots().isOld(report.bootId(), report.sequence())) {
      return Collections.emptySortedMap();
    }
    Boots boots = known.boots().after(report.bootId(), report.sequence());
    if (known.boots().isCurrent(report.bootId())) {
      return keep(report, boots, at, true, known.last());
    }
    return keep(report, boots, at, report.sequence() == 1, new TreeMap<>());
  }

  private static boolean isForgotten(Meter meter, Instant at) {
    return meter.at().plus(FORGOTTEN).isBefore(at);
  }

  List<Meter> snapshot() {
    return List.copyOf(meters.values());
  }

  private SortedMap<Version, Counts> keep(
      MetricReport report,
      Boots boots,
      Instant at,
      boolean counts,
      SortedMap<Version, Counts> before) {
    SortedMap<Version, Counts> increments = new TreeMap<>();
    SortedMap<Version, Counts> after = new TreeMap<>();
    report
        .versions()
        .forEach(
            (version, total) -> {
              Counts known = before.getOrDefault(version, Counts.ZERO);
              Counts increment = counts ? Increments.of(known, total) : Counts.ZERO;
              increments.put(version, increment);
              after.put(version, counts ? Increments.counted(known, increment, total) : total);
            });
    meters.put(report.node(), new Meter(report.node(), boots, at, after));
    return increments;
  }
}
