package dev.turnout.orchestrator.guard;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@link Overdispersion} as plain values.
 *
 * @param openedAt when the open window was opened
 * @param nodes by name
 * @param second the open window is the second half of a longer one
 * @param shorter the last windows of a minute, oldest first
 * @param longer the last windows of two minutes, oldest first
 */
public record OverdispersionState(
    Instant openedAt,
    SortedMap<String, NodeWindow> nodes,
    boolean second,
    List<WindowSpread> shorter,
    List<WindowSpread> longer) {
  public OverdispersionState {
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    shorter = List.copyOf(shorter);
    longer = List.copyOf(longer);
  }
}
