package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.analysis.ComparisonState.OpenRates;
import dev.turnout.orchestrator.guard.Terms;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Instant;

/** The open block of a {@link Rate}. */
final class RateBlock extends Block<Arms> {
  private Arms all;

  private RateBlock(Instant openedAt, Terms terms, Arms all) {
    super(openedAt, terms);
    this.all = all;
  }

  /** A block before which nothing is known of the nodes. */
  RateBlock(Instant openedAt) {
    this(openedAt, new Terms.ByNode(), Arms.EMPTY);
  }

  static RateBlock restore(OpenRates state) {
    RateBlock block = new RateBlock(state.openedAt(), state.terms(), state.all());
    block.nodes().putAll(state.nodes());
    return block;
  }

  void add(Arm arm, String node, Tally counts) {
    all = all.plus(arm, counts);
    if (isByNode()) {
      nodes().put(node, nodes().getOrDefault(node, Arms.EMPTY).plus(arm, counts));
    }
  }

  @Override
  Arms all() {
    return all;
  }

  @Override
  Arms divided(double candidateFactor, double baselineFactor) {
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
    all = Arms.EMPTY;
  }

  OpenRates state() {
    return new OpenRates(openedAt(), terms(), all, nodes());
  }
}
