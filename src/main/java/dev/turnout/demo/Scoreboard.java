package dev.turnout.demo;

import dev.turnout.demo.load.Tally;
import dev.turnout.output.Table;
import dev.turnout.view.Status;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was measured, as the last lines of the demo.
 *
 * @param results scene by scene
 * @param total all requests, also those between the scenes
 */
record Scoreboard(List<SceneResult> results, Tally.Counted total) {
  private static final int LONGEST_REASON = 72;

  Scoreboard {
    results = List.copyOf(results);
  }

  /** Whether each scene ended as it should, and no request was lost. */
  boolean isGood() {
    return total.lost() == 0
        && results.stream().allMatch(result -> result.disappointment().isEmpty());
  }

  List<String> lines() {
    var table =
        new Table(
            "SCENE", "OUTCOME", "EXPECTED", "SERVED", "FAILED", "LOST", "FAULT TO BACK", "REASON");
    for (SceneResult result : results) {
      table.row(
          result.scene().headline(),
          outcome(result),
          result.disappointment().isEmpty() ? "yes" : "NO",
          Long.toString(result.served()),
          Long.toString(result.failed()),
          Long.toString(result.lost()),
          result.faultToBack().map(Scoreboard::seconds).orElse("-"),
          shortened(result.reason()));
    }
    return table.lines("");
  }

  /**
   * The time from the settling metric report to the last node back, over the scenes that have it.
   */
  String reaction() {
    List<Duration> times =
        results.stream().map(SceneResult::reportToBack).flatMap(Optional::stream).sorted().toList();
    if (times.isEmpty()) {
      return "No rollback was settled by a metric report.";
    }
    return "From the metric report that settled a rollback to the last node back on stable: p50 %d ms, max %d ms (%d rollbacks)."
        .formatted(
            times.get((times.size() - 1) / 2).toMillis(),
            times.get(times.size() - 1).toMillis(),
            times.size());
  }

  /** What became of the requests. */
  String requests() {
    return "Lost by switching: %d of %d requests. Answered with an error by a version that was bad: %d."
        .formatted(total.lost(), total.served() + total.failed() + total.lost(), total.failed());
  }

  static String outcome(SceneResult result) {
    return result.outcome().map(Status::word).orElse("No end");
  }

  private static String shortened(String reason) {
    return reason.length() <= LONGEST_REASON
        ? reason
        : reason.substring(0, LONGEST_REASON - 3) + "...";
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
  }
}
