package dev.turnout.orchestrator.lifeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over real sockets: what counts as a death, and what does not. */
class PeerWatchTest {

  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final InMemoryPeerGroup group = new InMemoryPeerGroup();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final PeerWatch watch = new PeerWatch("me", group, heard::add);

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void shouldTakeOutAPeerWhoseProcessDied() throws Exception {
    // given
    Lifeline line = joined("other");
    await(() -> watch.held() == 1);
    // when
    line.close();
    // then
    await(() -> group.removed().equals(List.of("other")));
    await(() -> heard.equals(List.of("other")));
    assertThat(watch.held()).isZero();
  }

  @Test
  void shouldLeaveAPeerAloneThatHasLeftTheGroupBefore() throws Exception {
    // given
    Lifeline line = joined("other");
    await(() -> watch.held() == 1);
    // when
    group.leave(peer("other", line.port()));
    line.close();
    // then
    await(() -> watch.held() == 0);
    Thread.sleep(300);
    assertThat(group.removed()).isEmpty();
  }

  @Test
  void shouldTakeHoldAgainWhenOnlyTheConnectionBroke() throws Exception {
    // given
    try (Relay relay = new Relay("other")) {
      group.join(peer("other", relay.port()));
      await(() -> watch.held() == 1);
      // when
      relay.breakConnections();
      // then
      await(() -> relay.accepted() >= 3 && watch.held() == 1);
      assertThat(group.removed()).isEmpty();
    }
  }

  @Test
  void shouldTakeOutAPeerThatTakesItsTimeToDie() throws Exception {
    // given
    Relay relay = new Relay("other");
    group.join(peer("other", relay.port()));
    await(() -> watch.held() == 1);
    // when
    relay.breakConnections();
    await(() -> relay.accepted() >= 2);
    relay.close();
    // then
    await(() -> group.removed().equals(List.of("other")));
  }

  @Test
  void shouldLeaveAPeerToItsSessionThatAcceptsButSaysNothingMore() throws Exception {
    // given
    try (Relay relay = new Relay("other")) {
      group.join(peer("other", relay.port()));
      await(() -> watch.held() == 1);
      // when
      relay.beStopped();
      relay.breakConnections();
      // then
      await(() -> watch.held() == 0);
      Thread.sleep(1_500);
      assertThat(group.removed()).isEmpty();
    }
  }

  @Test
  void shouldNotBelieveAnotherProgramOnThePort() throws Exception {
    // given
    try (Relay stranger = new Relay("stranger")) {
      // when
      group.join(peer("other", stranger.port()));
      await(() -> stranger.accepted() > 0);
      stranger.close();
      // then
      Thread.sleep(1_500);
      assertThat(watch.held()).isZero();
      assertThat(group.removed()).isEmpty();
    }
  }

  @Test
  void shouldNotWatchItself() throws Exception {
    // given
    try (Lifeline own = joined("me")) {
      // when
      Thread.sleep(1_300);
      // then
      assertThat(own.port()).isPositive();
      assertThat(watch.held()).isZero();
    }
  }

  @Test
  void shouldFindAPeerByItsClientId() {
    // given
    String clientId = Peer.clientId("turnout.orchestrator-a", 4711);
    // when
    Optional<Peer> found = Peer.of(Optional.of("turnout.orchestrator-a"), clientId, "/10.0.0.5");
    // then
    assertThat(found)
        .contains(new Peer("turnout.orchestrator-a", new InetSocketAddress("10.0.0.5", 4711)));
    assertThat(Peer.of(Optional.empty(), clientId, "/10.0.0.5")).isEmpty();
    assertThat(Peer.of(Optional.of("a"), "turnout.orchestrator-a", "/10.0.0.5")).isEmpty();
    assertThat(Peer.of(Optional.of("a"), "x-lifeline-99999", "/10.0.0.5")).isEmpty();
  }

  @Test
  void shouldListenWhereKafkaIsReachedFrom() {
    // given
    LifelinePlace place = LifelinePlace.automatic();
    // when
    InetSocketAddress near = place.resolve("127.0.0.1:9092,10.0.0.1:9092");
    InetSocketAddress unknown = place.resolve("no such host");
    // then
    assertThat(near).isEqualTo(new InetSocketAddress("127.0.0.1", 0));
    assertThat(unknown.getAddress().isLoopbackAddress()).isTrue();
  }

  private Lifeline joined(String name) {
    Lifeline line = Lifeline.open(ANY, name);
    group.join(peer(name, line.port()));
    return line;
  }

  private static Peer peer(String name, int port) {
    return new Peer(name, new InetSocketAddress("127.0.0.1", port));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("still not so").isLessThan(deadline);
      Thread.sleep(10);
    }
  }

  /** Greets like a lifeline, until it is as silent as a process that was stopped. */
  private static final class Relay implements AutoCloseable {
    private final ServerSocket server = new ServerSocket();
    private final String name;
    private final List<Socket> sockets = new ArrayList<>();
    private int accepted;
    private volatile boolean stopped;

    Relay(String name) throws IOException {
      this.name = name;
      server.bind(ANY);
      var thread = new Thread(this::accept, "relay");
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return server.getLocalPort();
    }

    synchronized int accepted() {
      return accepted;
    }

    void beStopped() {
      stopped = true;
    }

    synchronized void breakConnections() throws IOException {
      for (Socket socket : sockets) {
        socket.close();
      }
      sockets.clear();
    }

    private void accept() {
      while (!server.isClosed()) {
        try {
          Socket socket = server.accept();
          synchronized (this) {
            accepted++;
            sockets.add(socket);
            if (server.isClosed()) {
              socket.close();
            }
          }
          if (!stopped) {
            socket
                .getOutputStream()
                .write(Lifeline.greeting(name).getBytes(java.nio.charset.StandardCharsets.UTF_8));
          }
        } catch (IOException e) {
          // One of the two is closed.
        }
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      breakConnections();
    }
  }
}
