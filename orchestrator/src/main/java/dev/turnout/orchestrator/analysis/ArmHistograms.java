package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.analysis.ComparisonState.ArmBins;
import dev.turnout.orchestrator.statistics.Histogram;

/** Histograms of both arms that are compared with each other; they grow. */
record ArmHistograms(Histogram candidate, Histogram baseline) {

  static ArmHistograms empty() {
    return new ArmHistograms(Histogram.empty(), Histogram.empty());
  }

  static ArmHistograms restore(ArmBins bins) {
    return new ArmHistograms(
        Histogram.restore(bins.candidate()), Histogram.restore(bins.baseline()));
  }

  Histogram of(Arm arm) {
    return arm == Arm.CANDIDATE ? candidate : baseline;
  }

  /** Copies with fewer independent values than there are. */
  ArmHistograms dividedBy(double candidateFactor, double baselineFactor) {
    ArmHistograms divided = empty();
    divided.candidate.add(candidate);
    divided.candidate.scale(1 / candidateFactor);
    divided.baseline.add(baseline);
    divided.baseline.scale(1 / baselineFactor);
    return divided;
  }

  ArmBins state() {
    return new ArmBins(candidate.state(), baseline.state());
  }
}
