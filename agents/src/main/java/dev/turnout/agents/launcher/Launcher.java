package dev.turnout.agents.launcher;

import java.util.Map;

/**
 * How the servers of one model's versions come to run on this node. Orders return at once, without
 * waiting for the server; what became of them is seen in {@link #statuses}. All methods may be
 * called by any thread, but orders by one at a time. Whoever made the launcher closes it.
 */
public interface Launcher extends AutoCloseable {
  /**
   * Makes a version's server run, and keeps it running. May be repeated: an order for the server
   * that is already there changes nothing. An order with another source replaces the server; an
   * order with another attempt tries again what had failed.
   */
  void start(LaunchOrder order);

  /**
   * Ends a version's server: first politely, then by force. May be repeated; an unknown version is
   * ignored. When it has ended, the version disappears from {@link #statuses}.
   */
  void stop(String version);

  /**
   * What every version is at the moment: the ordered ones, those that are still ending, and those
   * that were found running after a crash of the agent. Does not block.
   */
  Map<String, LaunchStatus> statuses();

  /**
   * Ends all servers that live with the agent, and waits for it; those that live elsewhere, as in a
   * cluster, stay. May be repeated.
   */
  @Override
  void close();
}
