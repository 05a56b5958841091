package dev.turnout.simulation;

import java.time.Duration;
import java.time.Instant;

/** When a message will arrive. */
public record Delivery(Message message, Instant at) {
  public Delivery later(Duration delay) {
    return new Delivery(message, at.plus(delay));
  }
}
