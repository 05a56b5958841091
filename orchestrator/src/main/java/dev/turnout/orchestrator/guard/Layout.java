package dev.turnout.orchestrator.guard;

/** How the two arms lie on the nodes, which says how their counts may be compared. */
public enum Layout {
  /** Every node splits its requests alike (or there is one node): counts of all nodes add up. */
  POOLED,

  /**
   * Nodes split their requests, but not alike, or it is not known yet: each node is compared with
   * itself. Always fair; a node that carries one arm only says nothing.
   */
  STRATA,

  /**
   * Each node carries one arm: the arms differ by their nodes as well as by their versions, which
   * no comparison can tell apart. Needs a tolerance and a deflation.
   */
  DEDICATED
}
