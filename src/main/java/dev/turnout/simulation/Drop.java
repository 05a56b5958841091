package dev.turnout.simulation;

import java.util.List;

/** Messages get lost. */
public final class Drop implements Fault {
  private final Victims victims;
  private long number;

  public Drop(Victims victims) {
    this.victims = victims;
  }

  @Override
  public List<Delivery> strike(Delivery delivery) {
    number++;
    return victims.include(delivery, number) ? List.of() : List.of(delivery);
  }
}
