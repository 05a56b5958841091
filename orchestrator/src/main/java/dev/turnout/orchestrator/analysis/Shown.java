package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.Tally;
import java.util.Optional;

/**
 * What a {@link Comparison} has shown so far; see {@link MetricEvidence} for the parts.
 *
 * @param logPromote the least of the gates' highest evidence
 */
record Shown(
    Tally candidate,
    Tally baseline,
    double logRollback,
    double logPromote,
    Optional<DistributionEvidence> distribution,
    long blocks) {}
