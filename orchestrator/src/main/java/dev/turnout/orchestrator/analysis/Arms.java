package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Tally;

/** Outcomes of both arms that are compared with each other. */
public record Arms(Tally candidate, Tally baseline) {
  static final Arms EMPTY = new Arms(Tally.EMPTY, Tally.EMPTY);

  Arms plus(Arm arm, Tally more) {
    return arm == Arm.CANDIDATE
        ? new Arms(candidate.plus(more.bad(), more.total()), baseline)
        : new Arms(candidate, baseline.plus(more.bad(), more.total()));
  }

  /** Fewer independent outcomes than there are. */
  Arms dividedBy(double candidateFactor, double baselineFactor) {
    return new Arms(candidate.times(1 / candidateFactor), baseline.times(1 / baselineFactor));
  }
}
