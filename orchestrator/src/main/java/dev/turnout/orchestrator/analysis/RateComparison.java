package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.analysis.JudgeSnapshot.LimitState;
import dev.turnout.orchestrator.analysis.JudgeSnapshot.MetricState;
import dev.turnout.orchestrator.statistics.Bets;
import dev.turnout.orchestrator.statistics.BlockE;
import dev.turnout.orchestrator.statistics.RestartMixture;
import dev.turnout.orchestrator.statistics.RestartSchedule;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One metric on both arms: evidence that the candidate's bad rate is higher than the baseline's,
 * and evidence that it is good enough. Each block of concurrent counts is judged on its own, so
 * drift that both arms share does no harm.
 */
final class RateComparison {
  /**
   * With less than this nothing is known of the baseline's rate, and blocks are only learned from.
   */
  static final double LEAST_HISTORY = 20;

  private final BlockRule rule;
  private final PromoteTest promoteTest;
  private final Block block;
  private final RestartMixture rollback;
  private final RestartMixture promote;
  private Tally history;
  private double maxLogPromote;
  private Tally candidate = Tally.EMPTY;
  private Tally baseline = Tally.EMPTY;
  private long blocks;

  private RateComparison(
      BlockRule rule,
      PromoteTest promoteTest,
      Block block,
      RestartMixture rollback,
      RestartMixture promote,
      Tally history) {
    this.rule = rule;
    this.promoteTest = promoteTest;
    this.block = block;
    this.rollback = rollback;
    this.promote = promote;
    this.history = history;
  }

  static RateComparison start(
      BlockRule rule, PromoteTest test, RestartSchedule restarts, History history, Instant at) {
    return new RateComparison(
        rule,
        test,
        new Block(at),
        RestartMixture.start(Bets.worseWeights(), restarts, at),
        RestartMixture.start(test.weights(), restarts, at),
        new Tally(history.bad(), history.total()));
  }

  static RateComparison restore(
      BlockRule rule, PromoteTest test, RestartSchedule restarts, MetricState state) {
    RateComparison comparison =
        new RateComparison(
            rule,
            test,
            Block.restore(state.openedAt(), state.openCandidate(), state.openBaseline()),
            RestartMixture.restore(Bets.worseWeights(), restarts, state.rollback()),
            RestartMixture.restore(test.weights(), restarts, state.promote()),
            state.history());
    comparison.maxLogPromote = state.maxLogPromote();
    comparison.candidate = state.candidate();
    comparison.baseline = state.baseline();
    comparison.blocks = state.blocks();
    return comparison;
  }

  void add(Arm arm, Tally counts) {
    block.add(arm, counts);
  }

  /**
   * Ends a block that was empty for too long. Else it would end with the first arm of the next
   * report and part it from the second.
   */
  void closeIfIdle(Instant at, Instant before) {
    if (block.isEmpty()) {
      closeIfDue(at, before);
    }
  }

  /**
   * Closes the open block if its counts and its age say so.
   *
   * @param before time of the previous report: restarts that were due then bet on this block
   */
  void closeIfDue(Instant at, Instant before) {
    if (!block.closes(rule, at)) {
      return;
    }
    rollback.openRestarts(before);
    promote.openRestarts(before);
    if (history.total() >= LEAST_HISTORY) {
      bet(Bets.rateOf(history));
    }
    learn(block.age(at));
    block.reopen(at);
  }

  /**
   * While evidence is frozen no block closes; counts that get too old to be compared are forgotten.
   */
  void dropIfOverdue(Instant at) {
    if (block.age(at).compareTo(rule.longest()) >= 0) {
      block.reopen(at);
    }
  }

  private void bet(double usual) {
    double[] worse = Bets.worseThan(usual);
    double[] logE = new double[worse.length];
    for (int i = 0; i < worse.length; i++) {
      logE[i] = BlockE.twoSample(block.candidate(), block.baseline(), worse[i], usual);
    }
    rollback.multiply(logE);
    promote.multiply(promoteTest.logE(block.candidate(), block.baseline(), usual));
    maxLogPromote = Math.max(maxLogPromote, promote.logM());
  }

  private void learn(Duration age) {
    Tally seen = block.baseline();
    history = history.times(BaselineHistory.decay(age)).plus(seen.bad(), seen.total());
    baseline = baseline.plus(seen.bad(), seen.total());
    candidate = candidate.plus(block.candidate().bad(), block.candidate().total());
    blocks++;
  }

  double logRollback() {
    return rollback.logM();
  }

  double logPromote() {
    return promote.logM();
  }

  double maxLogPromote() {
    return maxLogPromote;
  }

  Tally candidate() {
    return candidate;
  }

  Tally baseline() {
    return baseline;
  }

  long blocks() {
    return blocks;
  }

  MetricState state(List<LimitState> limits) {
    return new MetricState(
        block.openedAt(),
        block.candidate(),
        block.baseline(),
        history,
        rollback.state(),
        promote.state(),
        maxLogPromote,
        candidate,
        baseline,
        blocks,
        limits);
  }
}
