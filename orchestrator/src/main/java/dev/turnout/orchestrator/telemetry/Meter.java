package dev.turnout.orchestrator.telemetry;

import dev.turnout.orchestrator.analysis.Counts;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.routing.Version;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was counted of one reporter.
 *
 * @param at broker's time of its newest report
 * @param last cumulative counters of its present boot that were turned into increments, by version
 */
public record Meter(NodeName reporter, Boots boots, Instant at, SortedMap<Version, Counts> last) {
  public Meter {
    last = Collections.unmodifiableSortedMap(new TreeMap<>(last));
  }
}
