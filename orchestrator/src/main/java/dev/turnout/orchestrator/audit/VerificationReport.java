package dev.turnout.orchestrator.audit;

import java.time.Duration;
import java.util.List;

/**
 * What a verification found.
 *
 * @param models in the order of their names
 * @param expired inputs that are no longer there
 * @param inputs records of the input topics that were read, a count
 * @param reordered how often something would have followed sooner, had the records of different
 *     topics been taken in the order of their times, a count
 * @param undecided what follows from the newest inputs, but is not in the journal yet, in a
 *     sentence each
 * @param signatures of the commands in the journal
 * @param took how long it took
 */
public record VerificationReport(
    List<ModelFindings> models,
    List<Expired> expired,
    long inputs,
    long reordered,
    List<String> undecided,
    SignatureFindings signatures,
    Duration took) {

  public VerificationReport {
    models = List.copyOf(models);
    expired = List.copyOf(expired);
    undecided = List.copyOf(undecided);
  }

  /** Entries of the journal that were read, a count. */
  public long entries() {
    return models.stream().mapToLong(ModelFindings::entries).sum();
  }

  /** The first difference of each model that has one. */
  public List<Difference> differences() {
    return models.stream().flatMap(model -> model.first().stream()).toList();
  }

  /** Whether nothing contradicts the journal. */
  public boolean isClean() {
    return differences().isEmpty();
  }

  /** Whether moreover every entry was derived from the inputs again. */
  public boolean isComplete() {
    return isClean() && models.stream().allMatch(model -> model.derived() == model.entries());
  }

  /** Entries and inputs that were read in a second. */
  public double eventsPerSecond() {
    return (entries() + inputs) / Math.max(1e-9, took.toNanos() / 1e9);
  }
}
