package dev.turnout.simulation;

import java.util.List;

/** Something that goes wrong with messages. */
public interface Fault {
  /** What becomes of a delivery: nothing, itself, a later one, or several. */
  List<Delivery> strike(Delivery delivery);
}
