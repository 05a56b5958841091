package dev.turnout.agents.launcher.process;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gives each version its own port out of a range. Models share a pool, so that no port is given
 * twice; a port that some other program holds is passed over. Safe for all threads.
 *
 * <p>Agents on one machine may have the same range. A model server listens only seconds after it
 * was started, so for as long as a port is given away the pool holds the UDP port of the same
 * number: the system lets nobody else have that, and frees it when the agent dies.
 */
public final class PortPool {
  private final int first;
  private final int last;
  private final Map<Integer, Optional<DatagramSocket>> taken = new TreeMap<>();

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
      if (!taken.containsKey(port) && takeIfFree(port)) {
        return Optional.of(port);
      }
    }
    return Optional.empty();
  }

  /** Marks the port of a process that was found running. */
  synchronized void claim(int port) {
    taken.computeIfAbsent(port, PortPool::twin);
  }

  synchronized void giveBack(int port) {
    Optional<DatagramSocket> twin = taken.remove(port);
    if (twin != null) {
      twin.ifPresent(DatagramSocket::close);
    }
  }

  private boolean takeIfFree(int port) {
    Optional<DatagramSocket> twin = twin(port);
    if (twin.isPresent() && isFree(port)) {
      taken.put(port, twin);
      return true;
    }
    twin.ifPresent(DatagramSocket::close);
    return false;
  }

  /** The UDP port of the same number; empty if somebody else holds it. */
  private static Optional<DatagramSocket> twin(int port) {
    try {
      return Optional.of(new DatagramSocket(port, InetAddress.getLoopbackAddress()));
    } catch (SocketException e) {
      return Optional.empty();
    }
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
