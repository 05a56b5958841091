package dev.turnout.agents.router.proxy;

import dev.turnout.agents.mirror.CopySlots;
import dev.turnout.agents.report.ModelCounters;
import dev.turnout.agents.router.AppliedRoutes;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The table in force for one model, read by all event loops. A switch is one reference swap: a
 * request that already chose its target keeps it.
 */
final class ModelRoutes {
  private final String model;
  private final ModelCounters counters = new ModelCounters();
  private final CopySlots slots;
  private final AtomicReference<Optional<RouteTable>> table =
      new AtomicReference<>(Optional.empty());

  /**
   * @param maxCopies copies of its requests on their way
   */
  ModelRoutes(String model, int maxCopies) {
    this.model = model;
    this.slots = new CopySlots(maxCopies);
  }

  String model() {
    return model;
  }

  ModelCounters counters() {
    return counters;
  }

  Optional<RouteTable> current() {
    return Objects.requireNonNull(table.get());
  }

  void apply(AppliedRoutes next) {
    table.updateAndGet(
        now ->
            now.map(old -> old.followedBy(next, counters, slots))
                .or(() -> Optional.of(new RouteTable(next, counters, slots))));
  }
}
