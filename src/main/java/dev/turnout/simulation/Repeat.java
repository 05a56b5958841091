package dev.turnout.simulation;

import java.time.Duration;
import java.util.List;

/** Messages come twice. */
public final class Repeat implements Fault {
  private final Victims victims;
  private final Duration after;
  private long number;

  public Repeat(Victims victims, Duration after) {
    this.victims = victims;
    this.after = after;
  }

  @Override
  public List<Delivery> strike(Delivery delivery) {
    number++;
    return victims.include(delivery, number)
        ? List.of(delivery, delivery.later(after))
        : List.of(delivery);
  }
}
