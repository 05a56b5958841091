package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.guard.Moments;
import dev.turnout.orchestrator.guard.NodeLevels.Scale;
import java.util.List;

/** What is watched on both arms: a share of bad outcomes, or a whole distribution. */
public sealed interface MetricSpec permits Rate, Distribution {

  /** The name in reasons and evidence; unique within an {@link AnalysisSpec}. */
  String name();

  /** How much it has to say. */
  Influence influence();

  /** The values in a report: outcomes, or bins. */
  Moments values(Counts counts);

  /** In what the levels of nodes are measured. */
  Scale scale();

  /** The absolute limits, in the order of the specification; empty without any. */
  List<AbsoluteLimit> limits();
}
