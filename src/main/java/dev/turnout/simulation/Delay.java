package dev.turnout.simulation;

import java.time.Duration;
import java.util.List;

/** Messages come late, and so behind some that were sent after them. */
public final class Delay implements Fault {
  private final Victims victims;
  private final Duration delay;
  private long number;

  public Delay(Victims victims, Duration delay) {
    this.victims = victims;
    this.delay = delay;
  }

  @Override
  public List<Delivery> strike(Delivery delivery) {
    number++;
    return victims.include(delivery, number) ? List.of(delivery.later(delay)) : List.of(delivery);
  }
}
