package dev.turnout.bench.faults.real;

import dev.turnout.events.AbortRollout;
import dev.turnout.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Asks for decisions all the time, to see when none are made: commands for models that have no
 * rollout, one model in each partition, which are refused in the journal. Used by one thread.
 */
final class Probes {
  private static final Duration EVERY = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private record Probe(String commandId, int partition, long sentNanos) {}

  private final Ledger ledger;
  private final CommandSender commands;
  private final Map<Integer, String> models = new TreeMap<>();
  private final List<Probe> sent = new ArrayList<>();

  Probes(Ledger ledger, CommandSender commands, int partitions) {
    this.ledger = ledger;
    this.commands = commands;
    for (int i = 0; models.size() < partitions; i++) {
      String model = "probe-" + i;
      models.putIfAbsent(Topics.partitionOf(model, partitions), model);
    }
  }

  /** Sends one to each partition. */
  void send() {
    models.forEach(
        (partition, model) ->
            sent.add(
                new Probe(
                    commands.send(model, null, new AbortRollout()), partition, System.nanoTime())));
  }

  /** Goes on sending until so much time has passed. */
  void sendFor(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    do {
      send();
      Thread.sleep(EVERY.toMillis());
    } while (System.nanoTime() < end);
  }

  /** Sends until every partition has answered a probe that was sent after this call. */
  void sendUntilAnswered() throws InterruptedException {
    int first = sent.size();
    send();
    List<Probe> asked = List.copyOf(sent.subList(first, sent.size()));
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!asked.stream().allMatch(probe -> ledger.isAnswered(probe.commandId()))) {
      if (System.nanoTime() > end) {
        ledger.lost("no decision within " + LIMIT);
        return;
      }
      Thread.sleep(EVERY.toMillis());
      send();
    }
  }

  /**
   * The longest time in each partition in which a decision was asked for and none was made, since
   * the last call; waits until all are answered.
   *
   * @param fromNanos the moment from which on it counts, as {@link System#nanoTime}; a probe was
   *     sent at once
   */
  Map<Integer, Duration> longestPauses(long fromNanos) throws InterruptedException {
    Map<Integer, Long> last = new TreeMap<>();
    Map<Integer, Duration> longest = new TreeMap<>();
    long end = System.nanoTime() + LIMIT.toNanos();
    for (Probe probe : sent) {
      long answered = ledger.awaitAnswer(probe.commandId(), end).nanos();
      if (probe.sentNanos() - fromNanos < 0) {
        continue;
      }
      // Somebody has waited since the probe was sent, or since the answer before it came.
      Long before = last.get(probe.partition());
      long since = before == null ? fromNanos : Math.max(before, probe.sentNanos());
      Duration pause = Duration.ofNanos(answered - since);
      longest.merge(probe.partition(), pause, (a, b) -> a.compareTo(b) > 0 ? a : b);
      last.put(probe.partition(), answered);
    }
    sent.clear();
    return longest;
  }

  /** The longest of all partitions. */
  static Duration longest(Map<Integer, Duration> pauses) {
    return pauses.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }
}
