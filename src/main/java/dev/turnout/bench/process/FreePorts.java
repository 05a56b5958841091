package dev.turnout.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;

/**
 * Ports that nobody listens on, below those that the system gives to outgoing connections: a
 * process that was killed must find its port free again.
 */
public final class FreePorts {
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final int TRIES = 200;

  private int next = LOWEST + new Random().nextInt(HIGHEST - LOWEST);

  /** One of them. */
  public int take() {
    return take(1);
  }

  /** The first of so many in a row. */
  public int take(int count) {
    for (int i = 0; i < TRIES; i++) {
      int first = next + count > HIGHEST ? LOWEST : next;
      next = first + count;
      if (areFree(first, count)) {
        return first;
      }
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
