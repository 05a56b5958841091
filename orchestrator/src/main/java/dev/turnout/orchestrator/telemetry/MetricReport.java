package dev.turnout.orchestrator.telemetry;

import dev.turnout.orchestrator.analysis.Counts;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.routing.Expect;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.Version;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Cumulative counters of one reporter. A lost or repeated report does no harm.
 *
 * @param node node or pipeline that reports
 * @param bootId changes whenever the counters start at zero again
 * @param sequence number of the report within the boot, from 1; a number seen before changes
 *     nothing
 * @param versions counters since the boot, by version; idle versions too
 */
public record MetricReport(
    ModelName model,
    NodeName node,
    String bootId,
    long sequence,
    SortedMap<Version, Counts> versions) {

  public MetricReport {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    Expect.present("a boot id", bootId);
    Expect.atLeast("a sequence", sequence, 1);
  }

  /** Whether the reporter has served no request in this boot but says something, as a pipeline. */
  boolean isOfLabelsOnly() {
    return versions.values().stream().allMatch(MetricReport::hasNoRequests)
        && versions.values().stream()
            .anyMatch(counts -> !counts.scores().isEmpty() || !counts.histograms().isEmpty());
  }

  private static boolean hasNoRequests(Counts counts) {
    return counts.requests() == 0 && !counts.histograms().containsKey(Counts.LATENCY);
  }
}
