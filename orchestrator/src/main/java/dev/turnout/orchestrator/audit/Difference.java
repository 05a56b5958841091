package dev.turnout.orchestrator.audit;

import java.util.Optional;

/**
 * Where the journal is not what follows from the inputs.
 *
 * @param model name of the model
 * @param place which entry, or after which input
 * @param what in a sentence
 * @param recorded the journal's side as JSON; empty if the journal has nothing there
 * @param derived what follows from the inputs as JSON; empty if nothing follows
 */
public record Difference(
    String model, String place, String what, Optional<String> recorded, Optional<String> derived) {

  static Difference of(String model, String place, String what) {
    return new Difference(model, place, what, Optional.empty(), Optional.empty());
  }
}
