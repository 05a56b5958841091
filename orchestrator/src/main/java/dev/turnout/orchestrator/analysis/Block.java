package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.analysis.ComparisonState.OpenRates;
import dev.turnout.orchestrator.guard.Terms;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The counts of both arms that came in since the last block closed, and the terms on which they are
 * compared, which were agreed before the first of them. Whole counts add up exactly, so the order
 * of the reports within a block does not matter.
 */
final class Block {
  private final SortedMap<String, Arms> nodes;
  private Terms terms;
  private Instant openedAt;
  private Arms all;

  private Block(OpenRates state) {
    this.nodes = new TreeMap<>(state.nodes());
    this.terms = state.terms();
    this.openedAt = state.openedAt();
    this.all = state.all();
  }

  /** A block before which nothing is known of the nodes. */
  Block(Instant openedAt) {
    this(new OpenRates(openedAt, new Terms.ByNode(), Arms.EMPTY, new TreeMap<>()));
  }

  static Block restore(OpenRates state) {
    return new Block(state);
  }

  void add(Arm arm, String node, Tally counts) {
    all = all.plus(arm, counts);
    if (terms instanceof Terms.ByNode) {
      nodes.put(node, nodes.getOrDefault(node, Arms.EMPTY).plus(arm, counts));
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
    all = Arms.EMPTY;
    nodes.clear();
  }

  /** Agrees on the terms of a block that was just opened. */
  void agree(Terms other) {
    terms = other;
  }

  /** What is compared with each other: the e-values of the parts multiply. */
  Collection<Arms> parts() {
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

  Tally candidate() {
    return all.candidate();
  }

  Tally baseline() {
    return all.baseline();
  }

  OpenRates state() {
    return new OpenRates(openedAt, terms, all, nodes);
  }
}
