package dev.turnout.orchestrator.desk;

import dev.turnout.orchestrator.routing.ModelName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Models of which more is known than their written state says, the longest waiting first. Nothing
 * was decided of what is missing there: it can be read from the inputs again.
 */
final class Unsaved {
  private final Map<ModelName, Positions> since = new LinkedHashMap<>();

  /**
   * Something was noted of the model.
   *
   * @param before what had been consumed before it
   */
  void note(ModelName model, Supplier<Positions> before) {
    since.computeIfAbsent(model, first -> before.get());
  }

  /** The model's state is written. */
  void saved(ModelName model) {
    since.remove(model);
  }

  /** How many models wait. */
  int size() {
    return since.size();
  }

  /** The model that waits longest. */
  Optional<ModelName> oldest() {
    return since.keySet().stream().findFirst();
  }

  /** Where the inputs that no state has begin; empty if the states have them all. */
  Optional<Positions> begin() {
    return since.values().stream().findFirst();
  }
}
