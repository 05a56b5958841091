package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.analysis.AnalysisSpec;

/** What all stages of a forecast share. */
record Setting(AnalysisSpec analysis, Traffic traffic) {
  /** How long an undecided stage waits after its own time, in seconds. */
  double deadlineSeconds() {
    return analysis.deadline().toMillis() / 1000.0;
  }
}
