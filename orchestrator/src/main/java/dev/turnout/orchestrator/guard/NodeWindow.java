package dev.turnout.orchestrator.guard;

import dev.turnout.orchestrator.statistics.Tally;

/**
 * One node's outcomes in the open window and in the one before, if both make up a longer one.
 *
 * @param open outcomes in the open window
 * @param before outcomes in the window before; empty if that one ended a longer one
 */
public record NodeWindow(Tally open, Tally before) {
  static final NodeWindow EMPTY = new NodeWindow(Tally.EMPTY, Tally.EMPTY);

  NodeWindow plus(Tally more) {
    return new NodeWindow(open.plus(more.bad(), more.total()), before);
  }

  /** Both windows together. */
  Tally both() {
    return open.plus(before.bad(), before.total());
  }

  NodeWindow shift() {
    return new NodeWindow(Tally.EMPTY, open);
  }
}
