package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.analysis.ComparisonState.DistributionState;
import dev.turnout.orchestrator.analysis.DistributionEvidence.GateEvidence;
import dev.turnout.orchestrator.analysis.QuantileTest.QuantileBets;
import dev.turnout.orchestrator.guard.Terms;
import dev.turnout.orchestrator.statistics.Alternatives;
import dev.turnout.orchestrator.statistics.CategoricalBets;
import dev.turnout.orchestrator.statistics.Histogram;
import dev.turnout.orchestrator.statistics.LatencyBins;
import dev.turnout.orchestrator.statistics.RestartMixture;
import dev.turnout.orchestrator.statistics.RestartSchedule;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The comparison of a {@link Distribution}: the candidate's histogram against the concurrent
 * baseline's, in categories cut at quantiles of what the baseline did before.
 */
final class DistributionComparison extends Comparison {
  /** Closed blocks of this length make new cuts and bets. */
  private static final Duration REFRESH = Duration.ofSeconds(60);

  /** So do so many times more counts than the last bets were made from: a history that is young. */
  private static final double GROWTH = 2;

  private final Distribution metric;
  private final Alternatives alternatives;
  private final int toleratedBins;
  private final HistogramBlock block;
  private final RestartMixture rollback;
  private final List<PromoteEvidence> promote;
  private final Histogram history;
  private final Histogram candidate = Histogram.empty();
  private final Histogram baseline = Histogram.empty();
  private Histogram usual = Histogram.empty();
  private Optional<BlockBets> bets = Optional.empty();
  private Duration sinceRefresh = Duration.ZERO;
  private List<Recent> recent;
  private long blocks;

  /** What is bet on a block, made from what was usual before it. */
  private record BlockBets(CategoricalBets worse, List<QuantileBets> notSlower) {}

  private DistributionComparison(
      Distribution metric,
      Alternatives alternatives,
      BlockRule rule,
      HistogramBlock block,
      RestartMixture rollback,
      List<PromoteEvidence> promote,
      Histogram history) {
    super(rule, block);
    this.metric = metric;
    this.alternatives = alternatives;
    this.toleratedBins = LatencyBins.coveringBins(metric.tolerance());
    this.block = block;
    this.rollback = rollback;
    this.promote = List.copyOf(promote);
    this.history = history;
    this.recent = Collections.nCopies(metric.gates().size(), Recent.NONE);
  }

  static DistributionComparison start(
      Distribution metric,
      Alternatives alternatives,
      BlockRule rule,
      RestartSchedule restarts,
      BaselineHistory before,
      Instant at) {
    Histogram history = Histogram.empty();
    Optional.ofNullable(before.histograms().get(metric.histogram())).ifPresent(history::add);
    DistributionComparison comparison =
        new DistributionComparison(
            metric,
            alternatives,
            rule,
            new HistogramBlock(at),
            RestartMixture.start(alternatives.weights(), restarts, at),
            metric.gates().stream()
                .map(gate -> QuantileTest.of(metric, gate).weights())
                .map(weights -> PromoteEvidence.start(weights, restarts, at))
                .toList(),
            history);
    comparison.refreshIfDue();
    return comparison;
  }

  static DistributionComparison restore(
      Distribution metric,
      Alternatives alternatives,
      BlockRule rule,
      RestartSchedule restarts,
      DistributionState state) {
    List<PromoteEvidence> promote = new ArrayList<>();
    for (int i = 0; i < metric.gates().size(); i++) {
      double[] weights = QuantileTest.of(metric, metric.gates().get(i)).weights();
      promote.add(PromoteEvidence.restore(weights, restarts, state.promote().get(i)));
    }
    DistributionComparison comparison =
        new DistributionComparison(
            metric,
            alternatives,
            rule,
            HistogramBlock.restore(state.open()),
            RestartMixture.restore(alternatives.weights(), restarts, state.rollback()),
            promote,
            Histogram.restore(state.history()));
    comparison.candidate.add(Histogram.restore(state.candidate()));
    comparison.baseline.add(Histogram.restore(state.baseline()));
    comparison.betOn(Histogram.restore(state.usual()));
    comparison.sinceRefresh = state.sinceRefresh();
    comparison.recent = state.recent();
    comparison.blocks = state.blocks();
    return comparison;
  }

  @Override
  boolean concerns(Counts counts) {
    return !metric.count(counts).isEmpty();
  }

  @Override
  void observe(Arm arm, String node, Counts counts) {
    block.add(arm, node, metric.count(counts));
  }

  @Override
  void openRestarts(Instant before) {
    rollback.openRestarts(before);
    promote.forEach(evidence -> evidence.openRestarts(before));
  }

  @Override
  void bet() {
    bets().ifPresent(this::bet);
  }

  private void bet(BlockBets known) {
    if (!isCompared()) {
      for (int i = 0; i < promote.size(); i++) {
        promote
            .get(i)
            .multiply(
                known.notSlower().get(i).logE(block.all().candidate(), block.all().baseline()));
      }
      return;
    }
    Parts.sum(block.parts(), part -> logWorse(known.worse(), part)).ifPresent(rollback::multiply);
    List<QuantileBets> notSlower = notSlower(known);
    for (int i = 0; i < notSlower.size(); i++) {
      QuantileBets gate = notSlower.get(i);
      Parts.sum(block.parts(), part -> gate.logE(part.candidate(), part.baseline()))
          .ifPresent(promote.get(i)::multiply);
    }
  }

  private double[] logWorse(CategoricalBets known, ArmHistograms part) {
    int tolerated = toleratedBins;
    if (block.terms() instanceof Terms.Dedicated dedicated) {
      tolerated += (int) Math.ceil(dedicated.worse());
    }
    return known.logE(
        part.candidate().categories(known.cuts(), -tolerated),
        part.baseline().categories(known.cuts(), 0));
  }

  /** Nodes that may flatter the candidate leave less of the margins, or nothing. */
  private List<QuantileBets> notSlower(BlockBets known) {
    return block.terms() instanceof Terms.Dedicated dedicated
        ? betsOn(usual, (int) Math.ceil(dedicated.better()))
        : known.notSlower();
  }

  @Override
  void learn(Duration age) {
    history.scale(BaselineHistory.decay(age));
    history.add(block.all().baseline());
    baseline.add(block.all().baseline());
    candidate.add(block.all().candidate());
    recent = recent();
    blocks++;
    sinceRefresh = sinceRefresh.plus(age);
    refreshIfDue();
  }

  /** Bets are made from closed blocks only: the next block must not choose what is bet on it. */
  private void refreshIfDue() {
    boolean known = history.total() >= RateComparison.LEAST_HISTORY;
    boolean grown = history.total() >= GROWTH * usual.total();
    if (known && (grown || sinceRefresh.compareTo(REFRESH) >= 0)) {
      Histogram copy = Histogram.empty();
      copy.add(history);
      betOn(copy);
      sinceRefresh = Duration.ZERO;
    }
  }

  private void betOn(Histogram past) {
    usual = past;
    bets = Optional.empty();
  }

  /** Made when a block first needs them: at a start there are thousands of comparisons. */
  private Optional<BlockBets> bets() {
    if (bets.isEmpty() && usual.total() > 0) {
      bets = Optional.of(new BlockBets(alternatives.around(usual), betsOn(usual, 0)));
    }
    return bets;
  }

  private List<QuantileBets> betsOn(Histogram past, int lostMargin) {
    return metric.gates().stream()
        .map(gate -> QuantileTest.of(metric, gate).around(past, lostMargin))
        .toList();
  }

  private boolean isCompared() {
    return metric.compare() != Distribution.Compare.LIMIT;
  }

  @Override
  double logRollback() {
    return isCompared() ? rollback.logM() : 0;
  }

  /** Evidence for a promotion as it is now, by gate; the decision rests on the maxima. */
  List<Double> logPromote() {
    return promote.stream().map(PromoteEvidence::log).toList();
  }

  private List<Recent> recent() {
    if (usual.total() == 0) {
      return recent;
    }
    List<Recent> updated = new ArrayList<>();
    for (int i = 0; i < recent.size(); i++) {
      int bin = usual.quantileBin(metric.gates().get(i).quantile());
      updated.add(
          recent
              .get(i)
              .plus(above(block.all().candidate(), bin), above(block.all().baseline(), bin)));
    }
    return List.copyOf(updated);
  }

  private static Tally above(Histogram histogram, int bin) {
    return new Tally(histogram.above(bin), histogram.total());
  }

  @Override
  double maxLogPromote() {
    double least = Double.POSITIVE_INFINITY;
    for (PromoteEvidence gate : promote) {
      least = Math.min(least, gate.maxLog());
    }
    return least;
  }

  @Override
  String lately() {
    List<String> gates = new ArrayList<>();
    for (int i = 0; i < recent.size(); i++) {
      gates.add(
          "%s above the usual %s"
              .formatted(
                  Wording.both(recent.get(i)),
                  Wording.quantileName(metric.gates().get(i).quantile())));
    }
    return "lately " + String.join(", ", gates);
  }

  @Override
  Shown shown() {
    List<GateEvidence> gates = new ArrayList<>();
    for (int i = 0; i < promote.size(); i++) {
      gates.add(new GateEvidence(metric.gates().get(i).quantile(), promote.get(i).maxLog()));
    }
    return new Shown(
        new Tally(0, candidate.total()),
        new Tally(0, baseline.total()),
        logRollback(),
        maxLogPromote(),
        Optional.of(
            new DistributionEvidence(metric.unit(), gates, candidate.state(), baseline.state())),
        blocks);
  }

  @Override
  DistributionState state() {
    return new DistributionState(
        block.state(),
        history.state(),
        usual.state(),
        sinceRefresh,
        rollback.state(),
        promote.stream().map(PromoteEvidence::state).toList(),
        candidate.state(),
        baseline.state(),
        recent,
        blocks);
  }
}
