package dev.turnout.orchestrator.guard;

import dev.turnout.orchestrator.statistics.MixtureState;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * {@link ExposureWatch} as plain values.
 *
 * @param check the evidence
 * @param weight the candidate's, of the nodes that are counted
 * @param nodes that reported with this weight before
 * @param openedAt when the open block was opened
 * @param candidate requests in the open block
 * @param baseline requests in the open block
 * @param candidateTotal requests with this weight in closed blocks
 * @param baselineTotal requests with this weight in closed blocks
 * @param alert what is wrong, at the end of the last block; empty if nothing is
 */
public record ExposureWatchState(
    MixtureState check,
    double weight,
    SortedSet<String> nodes,
    Instant openedAt,
    double candidate,
    double baseline,
    double candidateTotal,
    double baselineTotal,
    String alert) {
  public ExposureWatchState {
    nodes = Collections.unmodifiableSortedSet(new TreeSet<>(nodes));
  }
}
