package dev.turnout.orchestrator.desk;

import dev.turnout.orchestrator.rollout.Actor;
import dev.turnout.orchestrator.rollout.CommandHeader;
import dev.turnout.orchestrator.rollout.CommandId;
import dev.turnout.orchestrator.rollout.Tick;
import dev.turnout.orchestrator.routing.ModelName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides when a partition needs a tick. Time comes from the input log, so that it replays; where
 * nobody reports, the orchestrator itself writes a record that carries it. The process's clock says
 * when to write one, never what time it is.
 */
public final class TickClock {

  /** Reports come about once a second: with them no tick is needed. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** After this a tick that did not come back is written again. */
  private static final Duration REPEAT = Duration.ofSeconds(10);

  private static final Actor TIMER = new Actor("turnout/timer");

  private Optional<Order> last = Optional.empty();

  /** A tick to write, and when it was ordered by the process's clock. */
  public record Order(ModelName model, Instant dueAt, Instant orderedAt) {

    /** The record to write. */
    public Tick tick() {
      CommandId id = new CommandId("tick/%s/%d".formatted(model, dueAt.toEpochMilli()));
      return new Tick(new CommandHeader(id, model, Optional.empty(), TIMER, Optional.empty()));
    }
  }

  Optional<Order> order(ModelName model, Instant dueAt, Instant wallClock) {
    if (wallClock.isBefore(dueAt.plus(PATIENCE)) || wasOrdered(model, dueAt, wallClock)) {
      return Optional.empty();
    }
    last = Optional.of(new Order(model, dueAt, wallClock));
    return last;
  }

  private boolean wasOrdered(ModelName model, Instant dueAt, Instant wallClock) {
    return last.filter(order -> order.model().equals(model) && order.dueAt().equals(dueAt))
        .filter(order -> wallClock.isBefore(order.orderedAt().plus(REPEAT)))
        .isPresent();
  }
}
