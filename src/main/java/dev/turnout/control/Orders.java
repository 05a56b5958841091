package dev.turnout.control;

/** Where commands go. */
public interface Orders {
  /** Begins to talk about a model; what happens from now on is heard. To be closed. */
  Talk about(String model);
}
