package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.analysis.ComparisonState.ArmBins;
import dev.turnout.orchestrator.analysis.ComparisonState.OpenBins;
import dev.turnout.orchestrator.guard.Terms;
import dev.turnout.orchestrator.statistics.BinCounts;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** The open block of a {@link Distribution}. */
final class HistogramBlock extends Block<ArmHistograms> {
  private final ArmHistograms all;

  private HistogramBlock(Instant openedAt, Terms terms, ArmHistograms all) {
    super(openedAt, terms);
    this.all = all;
  }

  /** A block before which nothing is known of the nodes. */
  HistogramBlock(Instant openedAt) {
    this(openedAt, new Terms.ByNode(), ArmHistograms.empty());
  }

  static HistogramBlock restore(OpenBins state) {
    HistogramBlock block =
        new HistogramBlock(state.openedAt(), state.terms(), ArmHistograms.restore(state.all()));
    state.nodes().forEach((name, bins) -> block.nodes().put(name, ArmHistograms.restore(bins)));
    return block;
  }

  void add(Arm arm, String node, BinCounts bins) {
    all.of(arm).add(bins);
    if (isByNode() && !bins.isEmpty()) {
      nodes().computeIfAbsent(node, any -> ArmHistograms.empty()).of(arm).add(bins);
    }
  }

  @Override
  ArmHistograms all() {
    return all;
  }

  @Override
  ArmHistograms divided(double candidateFactor, double baselineFactor) {
    return all.dividedBy(candidateFactor, baselineFactor);
  }

  @Override
  double candidateTotal() {
    return all.candidate().total();
  }

  @Override
  double baselineTotal() {
    return all.baseline().total();
  }

  @Override
  void clear() {
    all.candidate().clear();
    all.baseline().clear();
  }

  OpenBins state() {
    SortedMap<String, ArmBins> bins = new TreeMap<>();
    nodes().forEach((name, arms) -> bins.put(name, arms.state()));
    return new OpenBins(openedAt(), terms(), all.state(), bins);
  }
}
