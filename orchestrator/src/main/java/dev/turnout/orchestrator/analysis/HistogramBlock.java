package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.analysis.ComparisonState.ArmBins;
import dev.turnout.orchestrator.analysis.ComparisonState.OpenBins;
import dev.turnout.orchestrator.guard.Terms;
import dev.turnout.orchestrator.statistics.Histogram;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The histograms of both arms that came in since the last block closed, and the terms on which they
 * are compared, which were agreed before the first count.
 */
final class HistogramBlock {
  private final SortedMap<String, ArmHistograms> nodes = new TreeMap<>();
  private final ArmHistograms all;
  private Terms terms;
  private Instant openedAt;

  private HistogramBlock(Instant openedAt, Terms terms, ArmHistograms all) {
    this.openedAt = openedAt;
    this.terms = terms;
    this.all = all;
  }

  /** A block before which nothing is known of the nodes. */
  HistogramBlock(Instant openedAt) {
    this(openedAt, new Terms.ByNode(), ArmHistograms.empty());
  }

  static HistogramBlock restore(OpenBins state) {
    HistogramBlock block =
        new HistogramBlock(state.openedAt(), state.terms(), ArmHistograms.restore(state.all()));
    state.nodes().forEach((name, bins) -> block.nodes.put(name, ArmHistograms.restore(bins)));
    return block;
  }

  void add(Arm arm, String node, SortedMap<Integer, Long> bins) {
    all.of(arm).add(bins);
    if (terms instanceof Terms.ByNode && !bins.isEmpty()) {
      nodes.computeIfAbsent(node, any -> ArmHistograms.empty()).of(arm).add(bins);
    }
  }

  boolean closes(BlockRule rule, Instant at) {
    return rule.closes(Math.min(candidate().total(), baseline().total()), age(at));
  }

  boolean isEmpty() {
    return candidate().total() == 0 && baseline().total() == 0;
  }

  Duration age(Instant at) {
    return Duration.between(openedAt, at);
  }

  void reopen(Instant at) {
    openedAt = at;
    candidate().clear();
    baseline().clear();
    nodes.clear();
  }

  /** Agrees on the terms of a block that was just opened. */
  void agree(Terms other) {
    terms = other;
  }

  /** What is compared with each other: the e-values of the parts multiply. */
  Collection<ArmHistograms> parts() {
    if (terms instanceof Terms.Pooled) {
      return List.of(all);
    }
    if (terms instanceof Terms.Dedicated dedicated) {
      return List.of(all.dividedBy(dedicated.candidateFactor(), dedicated.baselineFactor()));
    }
    return terms instanceof Terms.ByNode ? nodes.values() : List.of();
  }

  Terms terms() {
    return terms;
  }

  Histogram candidate() {
    return all.candidate();
  }

  Histogram baseline() {
    return all.baseline();
  }

  OpenBins state() {
    SortedMap<String, ArmBins> bins = new TreeMap<>();
    nodes.forEach((name, arms) -> bins.put(name, arms.state()));
    return new OpenBins(openedAt, terms, all.state(), bins);
  }
}
