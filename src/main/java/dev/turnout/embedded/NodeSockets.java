package dev.turnout.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two listening sockets of a node. They are bound before the node starts, so that every node
 * knows all addresses and no other process can take a port in between; a node that starts again
 * gets new sockets on the same ports.
 */
final class NodeSockets implements ServerSocketFactory {

  static final String BROKER = "PLAINTEXT";
  static final String CONTROLLER = "CONTROLLER";

  private static final int BACKLOG = 50;
  private static final int DEFAULT_BUFFER = -1;

  private final InetSocketAddress broker;
  private final InetSocketAddress controller;
  private final AtomicReference<ServerSocketChannel> boundBroker;
  private final AtomicReference<ServerSocketChannel> boundController;

  private NodeSockets(ServerSocketChannel broker, ServerSocketChannel controller)
      throws IOException {
    this.broker = (InetSocketAddress) broker.getLocalAddress();
    this.controller = (InetSocketAddress) controller.getLocalAddress();
    this.boundBroker = new AtomicReference<>(broker);
    this.boundController = new AtomicReference<>(controller);
  }

  /**
   * Binds both to the loopback interface.
   *
   * @param brokerPort 0 for any
   * @param controllerPort 0 for any
   */
  static NodeSockets open(int brokerPort, int controllerPort) throws IOException {
    ServerSocketChannel broker = bind(BROKER, brokerPort);
    try {
      return new NodeSockets(broker, bind(CONTROLLER, controllerPort));
    } catch (IOException e) {
      broker.close();
      throw e;
    }
  }

  InetSocketAddress brokerAddress() {
    return broker;
  }

  InetSocketAddress controllerAddress() {
    return controller;
  }

  /** Closes what no node has taken. */
  void close() {
    closeQuietly(boundBroker.getAndSet(null));
    closeQuietly(boundController.getAndSet(null));
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int listenBacklogSize, int recvBufferSize)
      throws IOException {
    boolean isBroker = listener.equals(BROKER);
    ServerSocketChannel bound = (isBroker ? boundBroker : boundController).getAndSet(null);
    return bound != null
        ? bound
        : ServerSocketFactory.INSTANCE.openServerSocket(
            listener, isBroker ? broker : controller, listenBacklogSize, recvBufferSize);
  }

  /** Kafka's own factory makes the channel non-blocking, without which its acceptor hangs. */
  private static ServerSocketChannel bind(String listener, int port) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      return ServerSocketFactory.INSTANCE.openServerSocket(
          listener, address, BACKLOG, DEFAULT_BUFFER);
    } catch (org.apache.kafka.common.KafkaException e) {
      throw new IOException(
          "port " + port + " is not free; name another or stop what listens there", e);
    }
  }

  private static void closeQuietly(@org.jspecify.annotations.Nullable ServerSocketChannel channel) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
