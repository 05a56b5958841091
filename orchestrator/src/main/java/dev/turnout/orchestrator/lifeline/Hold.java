package dev.turnout.orchestrator.lifeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

/** The end that holds on to another orchestrator's {@link Lifeline}. */
final class Hold implements AutoCloseable {

  private static final int ANSWER_MS = 1_000;

  /** What trying to take hold can end in. */
  enum Failure {
    /** Nobody listens there: its process is gone. */
    REFUSED,
    /**
     * Anything else says nothing about the process: a slow network, another program, a firewall.
     */
    UNCLEAR
  }

  /** Could not take hold. */
  static final class Missed extends Exception {
    private static final long serialVersionUID = 1L;

    private final Failure failure;

    Missed(Failure failure, Throwable cause) {
      super(String.valueOf(cause.getMessage()), cause);
      this.failure = failure;
    }

    Failure failure() {
      return failure;
    }
  }

  private final Socket socket;

  private Hold(Socket socket) {
    this.socket = socket;
  }

  /**
   * Takes hold, for at most two seconds.
   *
   * @throws Missed if nobody listens there, or not this peer
   */
  static Hold of(Peer peer) throws Missed {
    var socket = new Socket();
    try {
      // Resolved at every try: a name may have got another address.
      var address = new InetSocketAddress(peer.address().getHostString(), peer.address().getPort());
      socket.connect(address, ANSWER_MS);
      socket.setKeepAlive(true);
      socket.setSoTimeout(ANSWER_MS);
      expectGreeting(socket, Lifeline.greeting(peer.name()).getBytes(UTF_8));
      socket.setSoTimeout(0);
      return new Hold(socket);
    } catch (ConnectException e) {
      closeQuietly(socket);
      throw new Missed(isRefused(e) ? Failure.REFUSED : Failure.UNCLEAR, e);
    } catch (IOException e) {
      closeQuietly(socket);
      throw new Missed(Failure.UNCLEAR, e);
    }
  }

  /** Returns when the connection has ended, however it did. */
  void awaitEnd() {
    try {
      while (socket.getInputStream().read() >= 0) {
        // Nothing is said after the greeting.
      }
    } catch (IOException e) {
      // Broken; that is an end, too.
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    closeQuietly(socket);
  }

  private static void expectGreeting(Socket socket, byte[] greeting) throws IOException {
    byte[] heard = socket.getInputStream().readNBytes(greeting.length);
    if (!Arrays.equals(heard, greeting)) {
      throw new IOException("Expected another orchestrator's greeting, but got something else");
    }
  }

  /** A host that cannot be reached is a {@code ConnectException} as well. */
  private static boolean isRefused(ConnectException e) {
    return String.valueOf(e.getMessage()).contains("refused");
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no more use either way.
    }
  }
}
