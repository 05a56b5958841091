package dev.turnout.orchestrator.guard;

/**
 * One node's values in the open window and in the one before, if both make up a longer one.
 *
 * @param open values in the open window
 * @param before values in the window before; empty if that one ended a longer one
 */
public record NodeWindow(Moments open, Moments before) {
  static final NodeWindow EMPTY = new NodeWindow(Moments.EMPTY, Moments.EMPTY);

  NodeWindow plus(Moments more) {
    return new NodeWindow(open.plus(more), before);
  }

  /** Both windows together. */
  Moments both() {
    return open.plus(before);
  }

  NodeWindow shift() {
    return new NodeWindow(Moments.EMPTY, open);
  }
}
