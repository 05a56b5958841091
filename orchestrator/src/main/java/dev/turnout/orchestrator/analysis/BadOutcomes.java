package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Tally;

/** Counts the bad and all outcomes of a report. */
interface BadOutcomes {
  Tally count(Counts counts);
}
