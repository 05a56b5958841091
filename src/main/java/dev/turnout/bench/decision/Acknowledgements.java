package dev.turnout.bench.decision;

import dev.turnout.bus.Connection;
import dev.turnout.events.EpochAcknowledged;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RouteTable;
import java.util.HashSet;
import java.util.Set;

/**
 * A canary on real agents that is taken back again and again: how soon the table can be read, and
 * how soon the orchestrator has it from every agent that the table is in force.
 */
final class Acknowledgements implements AutoCloseable {

  /**
   * What one decision took, from the sending of the bad report on.
   *
   * @param decided until the table could be read, in milliseconds
   * @param acknowledged until the acknowledgement of the last agent was in the journal, in
   *     milliseconds
   */
  record Took(double decided, double acknowledged) {}

  private final Connection connection;
  private final int agents;
  private final Canary canary = new Canary(AgentFleet.MODEL, "pipeline");
  private final Sender sender;
  private final Tap<RouteTable> routes;
  private final Tap<JournalEntry> journal;

  Acknowledgements(Connection connection, int agents) {
    this.connection = connection;
    this.agents = agents;
    this.sender = new Sender(connection);
    this.routes = new Tap<>(connection, connection.topics().routes(), RouteTable.class);
    this.journal = new Tap<>(connection, connection.topics().journal(), JournalEntry.class);
  }

  /** Starts the canary, and returns when every agent has it at its share. */
  void prepare() throws InterruptedException {
    routes.forget();
    journal.forget();
    sender.send(connection.topics().commands(), canary.model(), canary.start());
    RouteTable table =
        routes.await(t -> t.getModel().equals(canary.model()) && Canary.isUnderWay(t)).message();
    canary.take(table);
    awaitAll(table.getEpoch());
    sender.send(connection.topics().metrics(), canary.model(), canary.good());
  }

  /** Sends a report too bad to go on. */
  Took measure() throws InterruptedException {
    routes.forget();
    journal.forget();
    long sent = sender.send(connection.topics().metrics(), canary.model(), canary.bad());
    Tap.Seen<RouteTable> table =
        routes.await(t -> t.getModel().equals(canary.model()) && t.getEpoch() > canary.epoch());
    long last = awaitAll(table.message().getEpoch());
    return new Took((table.nanos() - sent) / 1e6, (last - sent) / 1e6);
  }

  /** Waits until the next attempt may start. */
  void finish() throws InterruptedException {
    journal.await(
        entry ->
            entry.getModel().equals(canary.model()) && entry.getEvent() instanceof RolloutEnded);
  }

  private long awaitAll(long epoch) throws InterruptedException {
    Set<String> nodes = new HashSet<>();
    long last = 0;
    while (nodes.size() < agents) {
      Tap.Seen<JournalEntry> seen = journal.await(entry -> isInForce(entry, epoch));
      nodes.add(((EpochAcknowledged) seen.message().getEvent()).getNode());
      last = seen.nanos();
    }
    return last;
  }

  private boolean isInForce(JournalEntry entry, long epoch) {
    return entry.getModel().equals(canary.model())
        && entry.getEvent() instanceof EpochAcknowledged event
        && event.getEpoch() >= epoch;
  }

  @Override
  public void close() throws InterruptedException {
    routes.close();
    journal.close();
    sender.close();
  }
}
