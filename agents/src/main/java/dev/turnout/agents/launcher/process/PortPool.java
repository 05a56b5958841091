package dev.turnout.agents.launcher.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Gives each version its own port out of a range. Models share a pool, so that no port is given
 * twice; a port that some other program holds is passed over. Safe for all threads.
 */
public final class PortPool {
  private final int first;
  private final int last;
  private final SortedSet<Integer> taken = new TreeSet<>();

  /** A pool of the ports from {@code first} to {@code last}, both included. */
  public PortPool(int first, int last) {
    if (first < 1 || last > 65_535 || first > last) {
      throw new IllegalArgumentException(
          "Expected a range of ports in [1, 65535] such as 21000-21099, but got %d-%d"
              .formatted(first, last));
    }
    this.first = first;
    this.last = last;
  }

  /** A port that nobody has; empty if there is none. */
  synchronized Optional<Integer> take() {
    for (int port = first; port <= last; port++) {
      if (!taken.contains(port) && isFree(port)) {
        taken.add(port);
        return Optional.of(port);
      }
    }
    return Optional.empty();
  }

  /** Marks the port of a process that was found running. */
  synchronized void claim(int port) {
    taken.add(port);
  }

  synchronized void giveBack(int port) {
    taken.remove(port);
  }

  @Override
  public String toString() {
    return first + "-" + last;
  }

  /** Whether a server could listen on the port, on all interfaces and on loopback. */
  static boolean isFree(int port) {
    return canBind(new InetSocketAddress(port))
        && canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private static boolean canBind(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      // As servers do, so that connections of a server that just ended do not count as taken.
      socket.setReuseAddress(true);
      socket.bind(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
