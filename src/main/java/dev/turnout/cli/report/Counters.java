package dev.turnout.cli.report;

import dev.turnout.events.MetricReport;
import dev.turnout.events.ScoreCounter;
import dev.turnout.events.VersionMetrics;
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
   * @throws IllegalArgumentException if there are too many models and versions
   */
  public void add(Row row) {
    Totals totals =
        models
            .computeIfAbsent(row.model(), model -> new TreeMap<>())
            .computeIfAbsent(row.version(), version -> newVersion());
    totals.requests += row.requests();
    totals.errors += row.errors();
    if (row.total() > 0) {
      Score score = totals.scores.computeIfAbsent(row.outcome(), outcome -> new Score());
      score.total += row.total();
      score.bad += row.bad();
    }
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

  private static final class Totals {
    private long requests;
    private long errors;
    private final Map<String, Score> scores = new TreeMap<>();

    private VersionMetrics metrics(String version) {
      List<ScoreCounter> counters = new ArrayList<>();
      scores.forEach(
          (outcome, score) -> counters.add(new ScoreCounter(outcome, score.total, score.bad)));
      return VersionMetrics.newBuilder()
          .setVersion(version)
          .setRequests(requests)
          .setErrors(errors)
          .setScores(counters)
          .build();
    }
  }

  private static final class Score {
    private long total;
    private double bad;
  }
}
