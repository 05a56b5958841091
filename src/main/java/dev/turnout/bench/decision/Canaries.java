package dev.turnout.bench.decision;

import dev.turnout.bus.Connection;
import dev.turnout.events.EpochAcknowledged;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RouteTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Many canaries under way at once, each on one node that reports every few seconds, of which one
 * after the other gets a report too bad to go on.
 */
final class Canaries implements AutoCloseable {
  private static final long BETWEEN_REPORTS_MS = 5_000;
  private static final String NODE = "node-0";

  private final Connection connection;
  private final Sender sender;
  private final Tap<RouteTable> routes;
  private final Map<String, Canary> all = new LinkedHashMap<>();
  private final Deque<Canary> waiting = new ArrayDeque<>();
  private final Thread thread;
  private volatile boolean closing;

  /** Starts them, and returns when the nodes have the candidates at their share. */
  Canaries(Connection connection, int count) throws InterruptedException {
    this.connection = connection;
    this.sender = new Sender(connection);
    for (int i = 0; i < count; i++) {
      Canary canary = new Canary("model-" + i, NODE);
      all.put(canary.model(), canary);
    }
    waiting.addAll(all.values());
    this.routes = new Tap<>(connection, connection.topics().routes(), RouteTable.class);
    start();
    this.thread = new Thread(this::report, "bench-reports");
    thread.setDaemon(true);
    thread.start();
  }

  /** From the sending of the next bad report until the table can be read, in milliseconds. */
  double measure() throws InterruptedException {
    Canary canary = waiting.remove();
    routes.forget();
    long epoch = canary.epoch();
    long sent = sender.send(connection.topics().metrics(), canary.model(), canary.bad());
    Tap.Seen<RouteTable> table =
        routes.await(t -> t.getModel().equals(canary.model()) && t.getEpoch() > epoch);
    canary.take(table.message());
    return (table.nanos() - sent) / 1e6;
  }

  private void start() throws InterruptedException {
    try (Tap<JournalEntry> journal =
        new Tap<>(connection, connection.topics().journal(), JournalEntry.class)) {
      for (Canary canary : all.values()) {
        heartbeat(canary);
        sender.send(connection.topics().commands(), canary.model(), canary.start());
      }
      Set<String> notYet = new HashSet<>(all.keySet());
      while (!notYet.isEmpty()) {
        RouteTable table = routes.await(any -> true).message();
        Canary canary = Optional.ofNullable(all.get(table.getModel())).orElseThrow();
        canary.take(table);
        heartbeat(canary);
        if (Canary.isUnderWay(table)) {
          notYet.remove(table.getModel());
        }
      }
      Set<String> unacknowledged = new HashSet<>(all.keySet());
      while (!unacknowledged.isEmpty()) {
        unacknowledged.remove(journal.await(this::isNewestInForce).message().getModel());
      }
    }
  }

  private boolean isNewestInForce(JournalEntry entry) {
    Canary canary = all.get(entry.getModel());
    return canary != null
        && entry.getEvent() instanceof EpochAcknowledged event
        && event.getEpoch() == canary.epoch();
  }

  private void heartbeat(Canary canary) {
    sender.send(connection.topics().agents(), canary.model(), canary.heartbeat());
  }

  private void report() {
    List<Canary> canaries = new ArrayList<>(all.values());
    for (int i = 0; !closing; i = (i + 1) % canaries.size()) {
      Canary canary = canaries.get(i);
      heartbeat(canary);
      sender.send(connection.topics().metrics(), canary.model(), canary.good());
      try {
        Thread.sleep(BETWEEN_REPORTS_MS / canaries.size());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    thread.interrupt();
    thread.join();
    routes.close();
    sender.close();
  }
}
