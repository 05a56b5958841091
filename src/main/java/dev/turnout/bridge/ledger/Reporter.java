package dev.turnout.bridge.ledger;

import dev.turnout.events.MetricReport;
import dev.turnout.events.VersionMetrics;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Counters of one model on one node, as an ordinary reporter has them. */
final class Reporter {
  /** Above that the reporter begins anew, without the versions that nobody speaks of any more. */
  private static final int MOST_VERSIONS = 50;

  private final String model;
  private final String node;
  private final SortedMap<String, VersionTally> versions = new TreeMap<>();
  private String bootId;
  private long sequence;

  Reporter(String model, String node) {
    this.model = model;
    this.node = node;
    this.bootId = UUID.randomUUID().toString();
  }

  Reporter(ReporterState known) {
    model = known.model();
    node = known.node();
    bootId = known.bootId();
    sequence = known.sequence();
    known.versions().forEach((version, tally) -> versions.put(version, new VersionTally(tally)));
  }

  /** The tally of a version, from zero if it is new. */
  VersionTally version(String version) {
    return versions.computeIfAbsent(version, name -> new VersionTally());
  }

  MetricReport next(long nowMs) {
    sequence++;
    List<VersionMetrics> metrics =
        versions.entrySet().stream()
            .map(version -> version.getValue().next(version.getKey()))
            .toList();
    return MetricReport.newBuilder()
        .setModel(model)
        .setNode(node)
        .setBootId(bootId)
        .setSequence(sequence)
        .setReportedAtMs(nowMs)
        .setVersions(metrics)
        .build();
  }

  /** After {@link #next}; with too many versions it begins anew. */
  ReporterState state() {
    if (versions.size() > MOST_VERSIONS) {
      versions.clear();
      bootId = UUID.randomUUID().toString();
      sequence = 0;
    }
    Map<String, ReporterState.Tally> tallies = new TreeMap<>();
    versions.forEach((version, tally) -> tallies.put(version, tally.state()));
    return new ReporterState(model, node, bootId, sequence, tallies);
  }
}
