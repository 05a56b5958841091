package dev.turnout.orchestrator.guard;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@link NodeLevels} as plain values.
 *
 * @param openedAt when the open window was opened
 * @param nodes by name
 */
public record NodeLevelsState(Instant openedAt, SortedMap<String, NodeLevel> nodes) {
  public NodeLevelsState {
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
  }
}
