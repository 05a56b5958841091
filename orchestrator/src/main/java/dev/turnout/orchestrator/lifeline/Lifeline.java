package dev.turnout.orchestrator.lifeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end that is held: accepts connections, says whose they are, and keeps them open as long as
 * the process lives. The operating system closes them when it dies, however it dies. Reads nothing.
 */
final class Lifeline implements AutoCloseable {

  /** More than there are orchestrators; the oldest gives way. */
  static final int MOST = 64;

  private static final long AFTER_FAILURE_NANOS = 100_000_000L;
  private static final Logger LOG = LoggerFactory.getLogger(Lifeline.class);

  private final ServerSocket server;
  private final byte[] greeting;
  private final Deque<Socket> held = new ArrayDeque<>();

  private Lifeline(ServerSocket server, String name) {
    this.server = server;
    this.greeting = greeting(name).getBytes(UTF_8);
  }

  /**
   * Begins to listen.
   *
   * @throws UncheckedIOException if the address cannot be used
   */
  static Lifeline open(InetSocketAddress address, String name) {
    try {
      var server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(address);
      var lifeline = new Lifeline(server, name);
      var thread = new Thread(lifeline::accept, "turnout-lifeline-" + server.getLocalPort());
      thread.setDaemon(true);
      thread.start();
      return lifeline;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot listen for other orchestrators on %s: %s (change 'lifeline', or write 'lifeline: off')"
              .formatted(address, e.getMessage()),
          e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  static String greeting(String name) {
    return "turnout-orchestrator " + name + "\n";
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        hold(server.accept());
      } catch (IOException e) {
        LOG.debug("A lifeline was not accepted", e);
        LockSupport.parkNanos(AFTER_FAILURE_NANOS);
      }
    }
  }

  private void hold(Socket socket) throws IOException {
    keep(socket);
    socket.setKeepAlive(true);
    socket.getOutputStream().write(greeting);
  }

  /** Before it is greeted: who has heard the greeting must hear of the end, too. */
  private void keep(Socket socket) throws IOException {
    synchronized (held) {
      if (server.isClosed()) {
        socket.close();
        return;
      }
      held.add(socket);
      if (held.size() > MOST) {
        held.remove().close();
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      synchronized (held) {
        while (!held.isEmpty()) {
          held.remove().close();
        }
      }
    } catch (IOException e) {
      LOG.debug("A lifeline did not close", e);
    }
  }
}
