package dev.turnout.orchestrator.guard;

/**
 * What a node's level was before a window.
 *
 * @param level against the fleet
 * @param variance of the level, as far as it is by chance; negative if nothing is known
 */
public record Prior(double level, double variance) {
  static final Prior UNKNOWN = new Prior(0, -1);

  boolean isKnown() {
    return variance >= 0;
  }
}
