package dev.turnout.orchestrator.lifeline;

import java.util.Set;

/** The group in which the orchestrators share the partitions. Calls may block for seconds. */
interface PeerGroup {

  /**
   * The members that have a lifeline, this process among them.
   *
   * @throws RuntimeException if the group cannot be asked now
   */
  Set<Peer> peers();

  /**
   * Takes a dead member out, so that the others share its partitions at once. Does nothing if it is
   * no longer there.
   *
   * @throws RuntimeException if it cannot be done now
   */
  void remove(Peer dead);
}
