package dev.turnout.orchestrator.lifeline;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the lifelines of the other orchestrators. When one breaks and its address refuses to be
 * connected again, that process is dead, and is taken out of the group without waiting for its
 * session to end. One that is slow, stopped or cut off is left to the session. A mistake costs the
 * group one more rebalance.
 */
final class PeerWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PeerWatch.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  // A process that dies closes what it has open one after the other.
  private static final Duration DYING = Duration.ofMillis(20);
  private static final int TRIES = 5;

  private final String self;
  private final PeerGroup group;
  private final Consumer<String> removed;
  private final Map<Peer, Boolean> held = new ConcurrentHashMap<>();
  private final Map<Peer, Hold> open = new ConcurrentHashMap<>();
  private final Set<Peer> known = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean wasDeaf;

  /**
   * Begins to watch, in threads of its own.
   *
   * @param self name of this process in the group
   * @param removed hears the name of every peer that was taken out
   */
  PeerWatch(String self, PeerGroup group, Consumer<String> removed) {
    this.self = self;
    this.group = group;
    this.removed = removed;
    inThread("turnout-peers-" + self, this::watch);
  }

  /** How many lifelines are held now. */
  int held() {
    return open.size();
  }

  @Override
  public void close() {
    closed.countDown();
    open.values().forEach(Hold::close);
  }

  private void watch() {
    do {
      look();
    } while (!isClosedAfter(LOOK_AGAIN));
  }

  private void look() {
    try {
      Set<Peer> peers = group.peers();
      known.retainAll(peers);
      peers.stream()
          .filter(peer -> !peer.name().equals(self))
          .filter(peer -> held.putIfAbsent(peer, true) == null)
          .forEach(peer -> inThread("turnout-peer-" + peer.name(), () -> hold(peer)));
      wasDeaf = false;
    } catch (RuntimeException e) {
      if (!wasDeaf) {
        LOG.info("Cannot ask who the other orchestrators are reason={}", e.toString());
      }
      wasDeaf = true;
    }
  }

  private void hold(Peer peer) {
    try {
      holdUntilItBreaks(peer);
      // Also when it was not to be held now: it may have taken its time to die.
      if (known.contains(peer)) {
        removeIfDead(peer);
      }
    } catch (RuntimeException e) {
      LOG.warn("Could not take out peer={} reason={}", peer.name(), e.toString());
    } finally {
      // If it lives, the next look takes hold of it again.
      held.remove(peer);
    }
  }

  private void holdUntilItBreaks(Peer peer) {
    try {
      Hold hold = Hold.of(peer);
      LOG.info("Holds the lifeline of peer={} address={}", peer.name(), peer.address());
      known.add(peer);
      open.put(peer, hold);
      if (isClosed()) {
        hold.close();
      }
      hold.awaitEnd();
      open.remove(peer);
    } catch (Hold.Missed e) {
      LOG.debug("Cannot hold the lifeline of peer={} address={}", peer.name(), peer.address(), e);
    }
  }

  /** Asked before and after the group, so that one that has come back meanwhile is left alone. */
  private void removeIfDead(Peer peer) {
    if (!isClosed() && isDead(peer) && group.peers().contains(peer) && isDead(peer)) {
      LOG.warn("The process of peer={} has died: taking it out of the group", peer.name());
      group.remove(peer);
      removed.accept(peer.name());
    }
  }

  private boolean isDead(Peer peer) {
    for (int i = 0; i < TRIES; i++) {
      try {
        Hold.of(peer).close();
        return false;
      } catch (Hold.Missed e) {
        if (e.failure() == Hold.Failure.REFUSED) {
          return true;
        }
      }
      if (isClosedAfter(DYING)) {
        return false;
      }
    }
    return false;
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private boolean isClosedAfter(Duration wait) {
    try {
      return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static void inThread(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
