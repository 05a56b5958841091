package dev.turnout.orchestrator.guard;

/**
 * One node's values in the open window and in the one before, if both make up a longer one.
 *
 * @param open values in the open window
 * @param prior the node's level before the open window
 * @param before values in the window before; empty if that one ended a longer one
 * @param longPrior the node's level before both
 */
public record NodeWindow(Moments open, Prior prior, Moments before, Prior longPrior) {
  static NodeWindow opened(Prior prior) {
    return new NodeWindow(Moments.EMPTY, prior, Moments.EMPTY, prior);
  }

  NodeWindow plus(Moments more) {
    return new NodeWindow(open.plus(more), prior, before, longPrior);
  }

  /** Half of a longer window is over. */
  NodeWindow shift(Prior now) {
    return new NodeWindow(Moments.EMPTY, now, open, longPrior);
  }

  /** The last minute. */
  Surprise shorter() {
    return new Surprise(open, prior);
  }

  /** The last two minutes. */
  Surprise longer() {
    return new Surprise(open.plus(before), longPrior);
  }

  /** What a node did, and what was expected of it. */
  record Surprise(Moments values, Prior prior) {}
}
