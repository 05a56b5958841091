package dev.turnout.agents.router.accesslog;

import dev.turnout.agents.report.ModelCounters;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.router.proxy.ListenAddress;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the requests that the data planes of the node tell of, one UDP datagram each. What a plane
 * tells of an unknown model or version is not counted, and what is no line is counted as such. Safe
 * for all threads.
 */
public final class AccessLog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
  private static final int LONGEST_LINE = 2048;
  private static final int BUFFER_BYTES = 8 << 20;

  private final DatagramSocket socket;
  private final Map<String, ModelCounters> models = new ConcurrentHashMap<>();
  private final AtomicLong unusable = new AtomicLong();
  private final Thread thread;

  private AccessLog(DatagramSocket socket) {
    this.socket = socket;
    this.thread = new Thread(this::run, "turnout-access-log-" + socket.getLocalPort());
    thread.setDaemon(true);
  }

  /**
   * Begins to listen.
   *
   * @throws RouterException if the port is taken
   */
  public static AccessLog open(ListenAddress address) {
    try {
      DatagramSocket socket = new DatagramSocket(null);
      // As much as the system gives: a pause of the program must not cost lines.
      socket.setReceiveBufferSize(BUFFER_BYTES);
      socket.bind(new InetSocketAddress(address.host(), address.port()));
      AccessLog opened = new AccessLog(socket);
      opened.thread.start();
      return opened;
    } catch (SocketException e) {
      throw new RouterException(
          "Expected to hear access logs at %s, but: %s (name another 'log' of the router)"
              .formatted(address, e.getMessage()),
          e);
    }
  }

  /** Counts a model's requests from now on; its versions are those that the counters know. */
  public void count(String model, ModelCounters counters) {
    models.put(model, counters);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** How many datagrams were no line of an access log, or of something unknown. */
  public long unusable() {
    return unusable.get();
  }

  @Override
  public void close() {
    socket.close();
  }

  private void run() {
    DatagramPacket packet = new DatagramPacket(new byte[LONGEST_LINE], LONGEST_LINE);
    while (!socket.isClosed()) {
      try {
        packet.setLength(LONGEST_LINE);
        socket.receive(packet);
        take(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          log.warn("access log unreadable reason={}", e.toString());
        }
      }
    }
  }

  void take(String datagram) {
    Optional<AccessLine> line = AccessLine.parse(datagram);
    if (line.isEmpty()) {
      unusable.incrementAndGet();
      return;
    }
    // Without a version nobody was asked: the plane has said 503 by itself.
    if (!line.get().version().equals("-")) {
      Optional.ofNullable(models.get(line.get().model()))
          .flatMap(counters -> counters.known(line.get().version()))
          .ifPresentOrElse(
              counters -> counters.record(line.get().outcome()), unusable::incrementAndGet);
    }
  }
}
