package dev.turnout.orchestrator.analysis;

import java.util.List;

/** What is watched on both arms: a share of bad outcomes, or a whole distribution. */
public sealed interface MetricSpec permits Rate, Distribution {

  /** The name in reasons and evidence; unique within an {@link AnalysisSpec}. */
  String name();

  /** How much it has to say. */
  Influence influence();

  /** The absolute limits, in the order of the specification; empty without any. */
  List<AbsoluteLimit> limits();
}
