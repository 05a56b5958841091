package dev.turnout.orchestrator.rollout;

import java.util.List;

/**
 * What would follow from an input that a journal says nothing of.
 *
 * @param events the first that would follow; empty if nothing does
 * @param isCertain whether the input itself asks for them; otherwise they follow from the state
 *     with it, and another input may change that
 */
public record Noted(List<RolloutEvent> events, boolean isCertain) {

  /** Nothing follows. */
  public static final Noted NOTHING = new Noted(List.of(), false);

  public Noted {
    events = List.copyOf(events);
  }

  public boolean isEmpty() {
    return events.isEmpty();
  }
}
