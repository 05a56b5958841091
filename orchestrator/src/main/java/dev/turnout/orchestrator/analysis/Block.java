package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.guard.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came in from both arms since the last block closed, and the terms on which it is compared,
 * which were agreed before the first of it. Whole counts add up exactly, so the order of the
 * reports within a block does not matter.
 *
 * @param <P> a part that is compared for itself: all nodes, or one
 */
abstract class Block<P> {
  private final SortedMap<String, P> nodes = new TreeMap<>();
  private Terms terms;
  private Instant openedAt;

  Block(Instant openedAt, Terms terms) {
    this.openedAt = openedAt;
    this.terms = terms;
  }

  /** All nodes together. */
  abstract P all();

  /** Fewer independent outcomes than there are. */
  abstract P divided(double candidateFactor, double baselineFactor);

  abstract double candidateTotal();

  abstract double baselineTotal();

  abstract void clear();

  /** What each node gave, as far as the terms ask for it. */
  final SortedMap<String, P> nodes() {
    return nodes;
  }

  final boolean isByNode() {
    return terms instanceof Terms.ByNode;
  }

  final boolean closes(BlockRule rule, Instant at) {
    return rule.closes(Math.min(candidateTotal(), baselineTotal()), age(at));
  }

  final boolean isEmpty() {
    return candidateTotal() == 0 && baselineTotal() == 0;
  }

  final Duration age(Instant at) {
    return Duration.between(openedAt, at);
  }

  final void reopen(Instant at) {
    openedAt = at;
    clear();
    nodes.clear();
  }

  /** Agrees on the terms of a block that was just opened. */
  final void agree(Terms other) {
    terms = other;
  }

  /** What is compared with each other: the e-values of the parts multiply. */
  final Collection<P> parts() {
    if (terms instanceof Terms.Pooled) {
      return List.of(all());
    }
    if (terms instanceof Terms.Dedicated dedicated) {
      return List.of(divided(dedicated.candidateFactor(), dedicated.baselineFactor()));
    }
    return isByNode() ? nodes.values() : List.of();
  }

  final Terms terms() {
    return terms;
  }

  final Instant openedAt() {
    return openedAt;
  }
}
