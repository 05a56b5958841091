package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.LogSum;
import dev.turnout.orchestrator.statistics.RestartSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The three comparisons as the reference runs them: no warm-up, no minimum sample, no bake; both
 * arms come together, and a block may close when they have.
 */
final class ReferenceRun {
  private static final double LOG_ROLLBACK = Math.log(1 / 0.01);
  private static final double LOG_PROMOTE = Math.log(1 / 0.05);

  private final RateComparison errors;
  private final RateComparison accuracy;
  private final DistributionComparison latency;

  ReferenceRun(double horizonSeconds, BaselineHistory past) {
    RestartSchedule restarts =
        RestartSchedule.over(Duration.ofMillis(Math.round(1000 * horizonSeconds)));
    Instant start = Instant.EPOCH;
    this.errors =
        RateComparison.start(Rate.errors("errors"), BlockRule.DEFAULT, restarts, past, start);
    this.accuracy =
        RateComparison.start(
            Rate.score("accuracy", "accuracy"), BlockRule.DEFAULT, restarts, past, start);
    this.latency =
        DistributionComparison.start(
            Distribution.latency("latency", Distribution.DEFAULT_GATES),
            Rules.REFERENCE.shape(),
            BlockRule.DEFAULT,
            restarts,
            past,
            start);
  }

  void observe(Arm arm, Counts counts, double from, double to) {
    comparisons().forEach(comparison -> comparison.observe(arm, "n1", counts));
  }

  void close(double from, double to) {
    comparisons().forEach(one -> one.closeIfDue(TraceTest.at(to), TraceTest.at(from)));
  }

  RateComparison errors() {
    return errors;
  }

  RateComparison accuracy() {
    return accuracy;
  }

  DistributionComparison latency() {
    return latency;
  }

  double logGlobal() {
    LogSum sum = new LogSum();
    comparisons().forEach(comparison -> sum.add(comparison.logRollback() - Math.log(3)));
    return sum.log();
  }

  /** ROLLBACK, PROMOTE, or nothing. */
  String decision() {
    if (logGlobal() >= LOG_ROLLBACK) {
      return "ROLLBACK";
    }
    boolean shown = comparisons().allMatch(one -> one.shown().logPromote() >= LOG_PROMOTE);
    return shown && logGlobal() < Evidence.LOG_SUSPICION ? "PROMOTE" : "";
  }

  private Stream<Comparison> comparisons() {
    return List.of(errors, accuracy, latency).stream();
  }
}
