package dev.turnout.orchestrator.guard;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@link NodeShares} as plain values.
 *
 * @param openedAt when the open window was opened
 * @param nodes by name
 * @param mixed comparable pairs within nodes, aged: sum of candidate times baseline / all requests
 * @param expectedMixed what {@code mixed} would be if nodes split at random, aged
 * @param even all nodes split alike, as far as is known
 * @param dedicated nodes carry one arm each
 */
public record NodeSharesState(
    Instant openedAt,
    SortedMap<String, NodeShare> nodes,
    double mixed,
    double expectedMixed,
    boolean even,
    boolean dedicated) {
  public NodeSharesState {
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
  }
}
