package dev.turnout.agents.convergence;

import java.util.List;
import java.util.Optional;

/**
 * What holds for one model on this node; two of them are equal if there is nothing new to report.
 *
 * @param model name of the model
 * @param epochInForce epoch that the data plane really uses, read back from it; 0 for none
 * @param refusal why a newer table is not in force, or what else is wrong with the one that is;
 *     empty when all is well
 * @param versions the versions that the node knows, retired ones too, by name
 * @param smokeTests results of the ordered smoke tests, by id
 */
public record ModelState(
    String model,
    long epochInForce,
    Optional<String> refusal,
    List<VersionState> versions,
    List<SmokeOutcome> smokeTests) {
  public ModelState {
    versions = List.copyOf(versions);
    smokeTests = List.copyOf(smokeTests);
  }

  /** Before anything is known. */
  public static ModelState none(String model) {
    return new ModelState(model, 0, Optional.empty(), List.of(), List.of());
  }
}
