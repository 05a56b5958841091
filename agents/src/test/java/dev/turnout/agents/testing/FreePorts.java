package dev.turnout.agents.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for programs that must be told where to listen. They lie below those that the system gives
 * to outgoing connections, and none is given twice: whoever listens a moment later finds it free.
 */
public final class FreePorts {
  private static final int LOWEST = 24_000;
  private static final int HIGHEST = 32_000;

  private static int next = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);

  private FreePorts() {}

  /** A port that nobody listens on. */
  public static int take() {
    return take(1);
  }

  /** The first of so many in a row. */
  public static synchronized int take(int count) {
    for (int tries = LOWEST; tries < HIGHEST; tries++) {
      int first = next + count > HIGHEST ? LOWEST : next;
      if (areFree(first, count)) {
        next = first + count;
        return first;
      }
      next = first + 1;
    }
    throw new IllegalStateException("Expected " + count + " free ports in a row, but found none");
  }

  private static boolean areFree(int first, int count) {
    for (int port = first; port < first + count; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        continue;
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }
}
