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
final class RateComparison implements Comparison {
  /**
   * With less than this nothing is known of the baseline's rate, and blocks are only learned from.
   */
  static final double LEAST_HISTORY = 20;

  private final Rate metric;
  private final BlockRule rule;
  private final PromoteTest promoteTest;
  private final Block block;
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
      Block block,
      RestartMixture rollback,
      PromoteEvidence promote,
      Tally history) {
    this.metric = metric;
    this.rule = rule;
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
        new Block(at),
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
            Block.restore(state.open()),
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
  public boolean concerns(Counts counts) {
    return metric.count(counts).total() > 0;
  }

  @Override
  public void observe(Arm arm, String node, Counts counts) {
    block.add(arm, node, metric.count(counts));
  }

  @Override
  public void closeIfIdle(Instant at, Instant before) {
    if (block.isEmpty()) {
      closeIfDue(at, before);
    }
  }

  @Override
  public boolean closeIfDue(Instant at, Instant before) {
    if (!block.closes(rule, at)) {
      return false;
    }
    rollback.openRestarts(before);
    promote.openRestarts(before);
    if (history.total() >= LEAST_HISTORY || !metric.compared()) {
      bet(Bets.rateOf(history));
    }
    learn(block.age(at));
    block.reopen(at);
    return true;
  }

  @Override
  public void agree(Terms terms) {
    block.agree(terms);
  }

  @Override
  public Terms terms() {
    return block.terms();
  }

  @Override
  public void dropIfOverdue(Instant at) {
    if (block.age(at).compareTo(rule.longest()) >= 0) {
      block.reopen(at);
    }
  }

  private void bet(double usual) {
    if (!metric.compared()) {
      promote.multiply(promoteTest.logE(block.candidate(), block.baseline(), usual));
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

  private void learn(Duration age) {
    Tally seen = block.baseline();
    history = history.times(BaselineHistory.decay(age)).plus(seen.bad(), seen.total());
    baseline = baseline.plus(seen.bad(), seen.total());
    candidate = candidate.plus(block.candidate().bad(), block.candidate().total());
    recent = recent.plus(block.candidate(), block.baseline());
    blocks++;
  }

  @Override
  public double logRollback() {
    return metric.compared() ? rollback.logM() : 0;
  }

  /** Evidence for a promotion as it is now; the decision rests on its maximum. */
  double logPromote() {
    return promote.log();
  }

  @Override
  public double maxLogPromote() {
    return promote.maxLog();
  }

  @Override
  public String lately() {
    return "lately " + Wording.both(recent);
  }

  @Override
  public Shown shown() {
    return new Shown(
        candidate, baseline, logRollback(), promote.maxLog(), Optional.empty(), blocks);
  }

  @Override
  public RateState state() {
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
