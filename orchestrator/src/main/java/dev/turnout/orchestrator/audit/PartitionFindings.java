package dev.turnout.orchestrator.audit;

import java.util.List;

/**
 * What was found in one partition.
 *
 * @param models of its models
 * @param expired inputs that are no longer there
 * @param reordered what followed sooner in the order of times, a count
 * @param undecided what follows from the newest inputs and is not in the journal yet
 * @param signatures of its commands
 */
record PartitionFindings(
    List<ModelFindings> models,
    List<Expired> expired,
    long reordered,
    List<String> undecided,
    SignatureFindings signatures) {

  PartitionFindings {
    models = List.copyOf(models);
    expired = List.copyOf(expired);
    undecided = List.copyOf(undecided);
  }
}
