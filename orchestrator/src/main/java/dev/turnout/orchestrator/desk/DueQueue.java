package dev.turnout.orchestrator.desk;

import dev.turnout.orchestrator.routing.ModelName;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** When each model of a partition next wants to know the time. */
public final class DueQueue {

  private record Due(Instant at, ModelName model) {}

  private final TreeSet<Due> queue =
      new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::model));
  private final Map<ModelName, Instant> byModel = new HashMap<>();

  public void set(ModelName model, Optional<Instant> at) {
    Instant before = byModel.remove(model);
    if (before != null) {
      queue.remove(new Due(before, model));
    }
    at.ifPresent(
        due -> {
          byModel.put(model, due);
          queue.add(new Due(due, model));
        });
  }

  /** Takes out the model whose time came first, if it has come. */
  public Optional<ModelName> takeDue(Instant now) {
    if (queue.isEmpty() || queue.first().at().isAfter(now)) {
      return Optional.empty();
    }
    ModelName model = queue.first().model();
    set(model, Optional.empty());
    return Optional.of(model);
  }

  public Optional<Instant> first() {
    return queue.isEmpty() ? Optional.empty() : Optional.of(queue.first().at());
  }

  public Optional<ModelName> firstModel() {
    return queue.isEmpty() ? Optional.empty() : Optional.of(queue.first().model());
  }
}
