package dev.turnout.orchestrator.lifeline;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A group whose members a test names. Thread-safe. */
final class InMemoryPeerGroup implements PeerGroup {

  private final Set<Peer> peers = new HashSet<>();
  private final List<String> removed = new CopyOnWriteArrayList<>();

  synchronized void join(Peer peer) {
    peers.add(peer);
  }

  synchronized void leave(Peer peer) {
    peers.remove(peer);
  }

  List<String> removed() {
    return removed;
  }

  @Override
  public synchronized Set<Peer> peers() {
    return Set.copyOf(peers);
  }

  @Override
  public synchronized void remove(Peer dead) {
    peers.remove(dead);
    removed.add(dead.name());
  }
}
