package dev.turnout.bench.scale;

import dev.turnout.bench.chance.Chance;
import dev.turnout.bench.fleet.Canary;
import dev.turnout.bench.fleet.SimulatedNode;
import dev.turnout.bench.fleet.Traffic;
import dev.turnout.events.RouteTable;
import dev.turnout.events.VersionRoute;
import dev.turnout.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A model on one node, with a canary that stays at a tenth until its candidate fails. */
final class ScaledModel {
  private static final String STABLE = "v1";
  private static final String CANDIDATE = "v2";
  private static final double REQUESTS_PER_SECOND = 60;
  private static final double BAD_ERRORS = 0.5;

  /** So many that one report is enough to learn from, or to decide. */
  private static final double MANY_REQUESTS = 4000;

  private static final Canary CANARY =
      Canary.of(Duration.ofMinutes(1), Duration.ofDays(30), 0.1).withoutWarmUp();

  private final String name;
  private final Topics topics;
  private final SimulatedNode node;
  private final CompletableFuture<Void> running = new CompletableFuture<>();
  private final CompletableFuture<Long> turnedBack = new CompletableFuture<>();
  private Optional<RouteTable> table = Optional.empty();
  private boolean failing;

  ScaledModel(String name, Topics topics, long seed) {
    this.name = name;
    this.topics = topics;
    this.node = new SimulatedNode(name, "node-1", new Chance(seed));
  }

  String name() {
    return name;
  }

  /** Done when the candidate has its share of the traffic. */
  CompletableFuture<Void> running() {
    return running;
  }

  /** The nanosecond at which the table was read that takes the traffic back. */
  CompletableFuture<Long> turnedBack() {
    return turnedBack;
  }

  /** Whether the traffic went back although the candidate never failed. */
  synchronized boolean isTurnedBackWrongly() {
    return !failing && turnedBack.isDone();
  }

  /** The node puts a table in force. */
  synchronized void take(RouteTable newest, long nanoTime) {
    if (table.isPresent() && table.get().getEpoch() >= newest.getEpoch()) {
      return;
    }
    table = Optional.of(newest);
    if (weight(newest) > 0) {
      running.complete(null);
    } else if (running.isDone()) {
      turnedBack.complete(nanoTime);
    }
  }

  ProducerRecord<byte[], byte[]> start(Sender sender) {
    return sender.encode(
        topics.commands(), name, CANARY.start("bench/scale", name, STABLE, CANDIDATE));
  }

  synchronized ProducerRecord<byte[], byte[]> heartbeat(Sender sender) {
    return sender.encode(topics.agents(), name, node.heartbeat(table, Instant.now()));
  }

  /** A heartbeat, and a report of the time since the last one if there is something to route. */
  List<ProducerRecord<byte[], byte[]>> reports(Sender sender, Duration since) {
    return reports(sender, Traffic.usual(REQUESTS_PER_SECOND * since.toMillis() / 1000));
  }

  /** A heartbeat, and a report from which the judge learns what is usual. */
  List<ProducerRecord<byte[], byte[]>> longReport(Sender sender) {
    return reports(sender, Traffic.usual(MANY_REQUESTS));
  }

  /** The report that says that half of the candidate's answers are failures. */
  synchronized List<ProducerRecord<byte[], byte[]>> badReport(Sender sender) {
    failing = true;
    return reports(sender, new Traffic(MANY_REQUESTS, Optional.of(CANDIDATE), BAD_ERRORS));
  }

  private synchronized List<ProducerRecord<byte[], byte[]>> reports(
      Sender sender, Traffic traffic) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(2);
    // It gives the report its number.
    records.add(heartbeat(sender));
    table
        .map(known -> node.report(known, traffic, Instant.now()))
        .ifPresent(report -> records.add(sender.encode(topics.metrics(), name, report)));
    return records;
  }

  private static double weight(RouteTable table) {
    return table.getVersions().stream()
        .filter(route -> route.getVersion().equals(CANDIDATE))
        .mapToDouble(VersionRoute::getWeight)
        .sum();
  }
}
