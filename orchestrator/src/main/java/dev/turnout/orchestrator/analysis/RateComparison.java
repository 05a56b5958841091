package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.analysis.ComparisonState.RateState;
import dev.turnout.orchestrator.guard.Terms;
import dev.turnout.orchestrator.statistics.Bets;
import dev.turnout.orchestrator.statistics.BlockE;
import dev.turnout.orchestrator.statistics.RestartMixture;
import dev.turnout.orchestrator.statistics.RestartSchedule;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The comparison of a {@link Rate}. */
final class RateComparison extends Comparison {
  /**
   * With less than this nothing is known of the baseline's rate, and blocks are only learned from.
   */
  static final double LEAST_HISTORY = 20;

  private final Rate metric;
  private final PromoteTest promoteTest;
  private final RateBlock block;
  private final RestartMixture rollback;
  private final PromoteEvidence promote;
  private Tally history;
  private Tally candidate = Tally.EMPTY;
  private Tally baseline = Tally.EMPTY;
  private Recent recent = Recent.NONE;
  private long blocks;

  private RateComparison(
      Rate metric,
      BlockRule rule,
      RateBlock block,
      RestartMixture rollback,
      PromoteEvidence promote,
      Tally history) {
    super(rule, block);
    this.metric = metric;
    this.promoteTest = PromoteTest.of(metric);
    this.block = block;
    this.rollback = rollback;
    this.promote = promote;
    this.history = history;
  }

  static RateComparison start(
      Rate metric, BlockRule rule, RestartSchedule restarts, BaselineHistory history, Instant at) {
    return new RateComparison(
        metric,
        rule,
        new RateBlock(at),
        RestartMixture.start(Bets.worseWeights(), restarts, at),
        PromoteEvidence.start(PromoteTest.of(metric).weights(), restarts, at),
        metric.historyIn(history));
  }

  static RateComparison restore(
      Rate metric, BlockRule rule, RestartSchedule restarts, RateState state) {
    RateComparison comparison =
        new RateComparison(
            metric,
            rule,
            RateBlock.restore(state.open()),
            RestartMixture.restore(Bets.worseWeights(), restarts, state.rollback()),
            PromoteEvidence.restore(PromoteTest.of(metric).weights(), restarts, state.promote()),
            state.history());
    comparison.candidate = state.candidate();
    comparison.baseline = state.baseline();
    comparison.recent = state.recent();
    comparison.blocks = state.blocks();
    return comparison;
  }

  @Override
  boolean concerns(Counts counts) {
    return metric.count(counts).total() > 0;
  }

  @Override
  void observe(Arm arm, String node, Counts counts) {
    block.add(arm, node, metric.count(counts));
  }

  @Override
  void openRestarts(Instant before) {
    rollback.openRestarts(before);
    promote.openRestarts(before);
  }

  @Override
  void bet() {
    if (history.total() >= LEAST_HISTORY || !metric.compared()) {
      bet(Bets.rateOf(history));
    }
  }

  private void bet(double usual) {
    if (!metric.compared()) {
      promote.multiply(promoteTest.logE(block.all().candidate(), block.all().baseline(), usual));
      return;
    }
    PromoteTest notWorse = promoteTest(usual);
    Parts.sum(block.parts(), part -> logWorse(part, usual)).ifPresent(rollback::multiply);
    Parts.sum(block.parts(), part -> notWorse.logE(part.candidate(), part.baseline(), usual))
        .ifPresent(promote::multiply);
  }

  private double[] logWorse(Arms part, double usual) {
    double[] worse = Bets.worseThan(usual);
    double[] logE = new double[worse.length];
    for (int i = 0; i < worse.length; i++) {
      logE[i] = logWorse(part, worse[i], usual);
    }
    return logE;
  }

  private double logWorse(Arms part, double worse, double usual) {
    if (block.terms() instanceof Terms.Dedicated dedicated) {
      double tolerated = (usual + metric.tolerance()) / usual * StrictMath.exp(dedicated.worse());
      return BlockE.worseByRatio(tolerated, part.candidate(), part.baseline(), worse, usual);
    }
    return BlockE.worseBy(metric.tolerance(), part.candidate(), part.baseline(), worse, usual);
  }

  /** Nodes that may flatter the candidate leave less of the margin, or nothing. */
  private PromoteTest promoteTest(double usual) {
    if (block.terms() instanceof Terms.Dedicated dedicated) {
      double left = (usual + metric.margin()) * StrictMath.exp(-dedicated.better()) - usual;
      return new PromoteTest.NotWorse(left);
    }
    return promoteTest;
  }

  @Override
  void learn(Duration age) {
    Tally seen = block.all().baseline();
    history = history.times(BaselineHistory.decay(age)).plus(seen.bad(), seen.total());
    baseline = baseline.plus(seen.bad(), seen.total());
    candidate = candidate.plus(block.all().candidate().bad(), block.all().candidate().total());
    recent = recent.plus(block.all().candidate(), block.all().baseline());
    blocks++;
  }

  @Override
  double logRollback() {
    return metric.compared() ? rollback.logM() : 0;
  }

  /** Evidence for a promotion as it is now; the decision rests on its maximum. */
  double logPromote() {
    return promote.log();
  }

  @Override
  double maxLogPromote() {
    return promote.maxLog();
  }

  @Override
  String lately() {
    return "lately " + Wording.both(recent);
  }

  @Override
  Shown shown() {
    return new Shown(
        candidate, baseline, logRollback(), promote.maxLog(), Optional.empty(), blocks);
  }

  @Override
  RateState state() {
    return new RateState(
        block.state(),
        history,
        rollback.state(),
        promote.state(),
        candidate,
        baseline,
        recent,
        blocks);
  }
}
