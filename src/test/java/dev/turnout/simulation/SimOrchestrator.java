package dev.turnout.simulation;

import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.rollout.Input;
import dev.turnout.orchestrator.rollout.ModelProcessor;
import dev.turnout.orchestrator.rollout.ProcessorSnapshot;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.RouteTable;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The runtime around the heart: reads the inputs in their order, and keeps state for a restart. */
final class SimOrchestrator {
  private final Deque<Input> unread = new ArrayDeque<>();
  private final List<Entry> journal = new ArrayList<>();
  private final Consumer<RouteTable> routes;
  private ModelProcessor processor;
  private ProcessorSnapshot committed;
  private Optional<RouteTable> published = Optional.empty();
  private boolean up = true;
  private boolean restartsAtEveryInput;

  SimOrchestrator(ModelName model, Consumer<RouteTable> routes) {
    this.processor = new ModelProcessor(model);
    this.committed = processor.snapshot();
    this.routes = routes;
  }

  void append(Input input) {
    unread.add(input);
  }

  void restartAtEveryInput() {
    restartsAtEveryInput = true;
  }

  void crash() {
    up = false;
  }

  void start() {
    up = true;
    processor = ModelProcessor.restore(committed);
  }

  /** Reads what was appended since, if it is up. */
  void run() {
    while (up && !unread.isEmpty()) {
      if (restartsAtEveryInput) {
        start();
      }
      journal.addAll(processor.process(unread.remove()));
      processor
          .routeTable()
          .filter(table -> !published.equals(Optional.of(table)))
          .ifPresent(this::publish);
      committed = processor.snapshot();
    }
  }

  private void publish(RouteTable table) {
    published = Optional.of(table);
    routes.accept(table);
  }

  /** Whether a timer is due that no input carried the time to. */
  boolean isDue(Instant now) {
    return up && processor.dueAt().filter(due -> due.plusSeconds(1).isBefore(now)).isPresent();
  }

  boolean isUp() {
    return up;
  }

  ModelProcessor processor() {
    return processor;
  }

  List<Entry> journal() {
    return journal;
  }

  Optional<RouteTable> newestTable() {
    return published;
  }
}
