package dev.turnout.bench.proxy;

import dev.turnout.events.MetricReport;
import dev.turnout.events.ScoreCounter;
import dev.turnout.events.VersionMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the agent's last metric reports say.
 *
 * @param requests of the model with a split, a count
 * @param copies of requests that were wanted, a count
 * @param shed copies that were not sent, a count
 */
record Reported(long requests, long copies, long shed) {
  private static final String SHED = "shed-copies";

  /** Reads until they tell of so many requests, or the time is over. */
  static Reported read(BenchBus bus, long requests, Duration limit) {
    Map<String, MetricReport> newest =
        bus.reports(limit, reports -> requestsOf(reports) >= requests);
    return new Reported(
        requestsOf(newest),
        scores(newest.get(BenchTables.MIRRORED)).mapToLong(ScoreCounter::getTotal).sum(),
        scores(newest.get(BenchTables.MIRRORED)).mapToLong(score -> (long) score.getBad()).sum());
  }

  private static long requestsOf(Map<String, MetricReport> newest) {
    return versions(newest.get(BenchTables.SPLIT)).mapToLong(VersionMetrics::getRequests).sum();
  }

  private static Stream<ScoreCounter> scores(@Nullable MetricReport report) {
    return versions(report)
        .flatMap(version -> version.getScores().stream())
        .filter(score -> score.getOutcome().equals(SHED));
  }

  private static Stream<VersionMetrics> versions(@Nullable MetricReport report) {
    return report == null ? Stream.empty() : report.getVersions().stream();
  }
}
