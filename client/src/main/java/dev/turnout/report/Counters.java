package dev.turnout.report;

import dev.turnout.events.MetricReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Cumulative counters of one run. The run's id is the boot id of its reports: a report that is sent
 * again, by the same run or by its repetition, changes nothing.
 */
public final class Counters {
  private static final int MOST_VERSIONS = 1000;

  private final String reporter;
  private final String runId;
  private final Map<String, Map<String, Totals>> models = new TreeMap<>();
  private int versions;
  private long sequence;

  /** Counts for one reporter, from zero. */
  public Counters(String reporter, String runId) {
    this.reporter = reporter;
    this.runId = runId;
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if there are too many models, versions or names
   */
  public void add(Row row) {
    Totals totals =
        models
            .computeIfAbsent(row.model(), model -> new TreeMap<>())
            .computeIfAbsent(row.version(), version -> newVersion());
    row.facts().forEach(totals::add);
  }

  public boolean isEmpty() {
    return models.isEmpty();
  }

  /** One report for each model, with the next sequence number. */
  public List<MetricReport> next(long nowMs) {
    sequence++;
    List<MetricReport> reports = new ArrayList<>();
    models.forEach(
        (model, counted) ->
            reports.add(
                MetricReport.newBuilder()
                    .setModel(model)
                    .setNode(reporter)
                    .setBootId(runId)
                    .setSequence(sequence)
                    .setReportedAtMs(nowMs)
                    .setVersions(
                        counted.entrySet().stream()
                            .map(entry -> entry.getValue().metrics(entry.getKey()))
                            .toList())
                    .build()));
    return reports;
  }

  private Totals newVersion() {
    if (++versions > MOST_VERSIONS) {
      throw new IllegalArgumentException(
          "Expected at most %d versions in one run, but got more".formatted(MOST_VERSIONS));
    }
    return new Totals();
  }
}
