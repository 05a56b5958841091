package dev.turnout.agents.mirror;

import dev.turnout.agents.report.CopyCounters;
import dev.turnout.agents.report.CopyFate;
import dev.turnout.agents.report.VersionCounters;
import dev.turnout.agents.router.Endpoint;
import java.util.Optional;

/**
 * A version that gets copies.
 *
 * @param version its name
 * @param fraction share of the requests that is copied, in [0, 1]
 * @param endpoint where it listens on this node, if it does
 * @param comparison of its answers with those of the users
 * @param counters where its answers are counted
 * @param copies where copies are counted
 * @param slots for the copies on their way
 */
public record MirrorTarget(
    String version,
    double fraction,
    Optional<Endpoint> endpoint,
    AnswerComparison comparison,
    VersionCounters counters,
    CopyCounters copies,
    CopySlots slots) {

  /** Event of the metric reports: of the copies that were compared, those with another answer. */
  public static final String DISAGREEMENTS = "disagreements";

  /** Event of the metric reports: of the copies that could be sent, those that were not. */
  public static final String SHED = "shed-copies";

  /**
   * Takes a slot for a copy, or counts that there is none.
   *
   * @param length of the request's body, in bytes
   */
  public boolean reserve(int length) {
    boolean free = slots.take(length);
    counters.recordScore(SHED, 1, free ? 0 : 1);
    if (!free) {
      copies.count(CopyFate.SHED);
    }
    return free;
  }

  /** Counts what became of a copy that was sent. */
  void count(CopyFate fate) {
    if (fate == CopyFate.AGREED || fate == CopyFate.DISAGREED) {
      counters.recordScore(DISAGREEMENTS, 1, fate == CopyFate.DISAGREED ? 1 : 0);
    }
    // Last: who sees that it has ended sees what came of it.
    copies.count(fate);
  }
}
