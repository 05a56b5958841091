package dev.turnout.bench.faults.real;

import dev.turnout.events.AgentReport;
import dev.turnout.events.CommandAccepted;
import dev.turnout.events.CommandRefused;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutStarted;
import dev.turnout.events.RouteTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What was committed, checked as it comes: entries without a gap or a repetition, one answer for
 * each command, one start and one end for each attempt, epochs that only grow. Thread-safe.
 */
final class Ledger {

  /** An answer to a command. */
  record Answered(long nanos, int partition) {}

  private final Map<String, Long> sequences = new TreeMap<>();
  private final Map<String, Long> epochs = new TreeMap<>();
  private final Map<String, Map<String, AgentReport>> reports = new TreeMap<>();
  private final Map<String, Answered> answers = new HashMap<>();
  private final Set<String> sent = new HashSet<>();
  private final Set<String> started = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private final Map<String, BlockingQueue<JournalEntry>> followers = new HashMap<>();
  private final List<String> doubled = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private long entries;
  private long boundaries;

  /** From now on every entry of the model is put into the queue. */
  synchronized BlockingQueue<JournalEntry> follow(String model) {
    return followers.computeIfAbsent(model, m -> new LinkedBlockingQueue<>());
  }

  /** A command of this id is on its way: it must be answered, and once. */
  synchronized void sent(String commandId) {
    sent.add(commandId);
  }

  synchronized boolean isAnswered(String commandId) {
    return answers.containsKey(commandId);
  }

  /** A decision that was expected never came. */
  synchronized void lost(String what) {
    lost.add(what);
  }

  /** Takes a record that was read from the bus. */
  synchronized void take(Object message, int partition) {
    if (message instanceof JournalEntry entry) {
      take(entry, partition);
    } else if (message instanceof RouteTable table) {
      take(table);
    } else if (message instanceof AgentReport report) {
      take(report);
    }
    notifyAll();
  }

  private void take(JournalEntry entry, int partition) {
    entries++;
    String model = entry.getModel();
    long expected = sequences.getOrDefault(model, 0L) + 1;
    if (entry.getSequence() < expected) {
      doubled.add("%s: entry %d again".formatted(model, entry.getSequence()));
    } else if (entry.getSequence() > expected) {
      lost.add("%s: entries %d to %d".formatted(model, expected, entry.getSequence() - 1));
    }
    sequences.merge(model, entry.getSequence(), Math::max);
    Object event = entry.getEvent();
    if (event instanceof CommandAccepted accepted) {
      answered(accepted.getCommandId(), partition);
    } else if (event instanceof CommandRefused refused) {
      answered(refused.getCommandId(), partition);
    } else if (event instanceof RolloutStarted start && !started.add(start.getRolloutId())) {
      doubled.add("start of " + start.getRolloutId());
    } else if (event instanceof RolloutEnded end && !ended.add(end.getRolloutId())) {
      doubled.add("end of " + end.getRolloutId());
    }
    BlockingQueue<JournalEntry> follower = followers.get(model);
    if (follower != null) {
      boundaries++;
      follower.add(entry);
    }
  }

  private void answered(String commandId, int partition) {
    if (answers.put(commandId, new Answered(System.nanoTime(), partition)) != null) {
      doubled.add("answer to command " + commandId);
    }
  }

  private void take(RouteTable table) {
    long before = epochs.getOrDefault(table.getModel(), 0L);
    if (table.getEpoch() <= before) {
      doubled.add(
          "%s: route table %d after %d".formatted(table.getModel(), table.getEpoch(), before));
    }
    epochs.merge(table.getModel(), table.getEpoch(), Math::max);
  }

  private void take(AgentReport report) {
    AgentReport before =
        reports
            .computeIfAbsent(report.getModel(), m -> new TreeMap<>())
            .put(report.getNode(), report);
    if (before != null
        && before.getBootId().equals(report.getBootId())
        && report.getEpochInForce() < before.getEpochInForce()) {
      doubled.add(
          "%s on %s: table %d in force after %d"
              .formatted(
                  report.getModel(),
                  report.getNode(),
                  report.getEpochInForce(),
                  before.getEpochInForce()));
    }
  }

  /** When the command was answered, as {@link System#nanoTime}; waits for it. */
  synchronized Answered awaitAnswer(String commandId, long untilNanos) throws InterruptedException {
    Answered answer = answers.get(commandId);
    while (answer == null) {
      long left = (untilNanos - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        lost.add("answer to command " + commandId);
        return new Answered(System.nanoTime(), -1);
      }
      wait(left);
      answer = answers.get(commandId);
    }
    return answer;
  }

  /** Returns right after so many entries of the models that are followed. */
  synchronized boolean awaitBoundaries(int count, long limitMs) throws InterruptedException {
    long target = boundaries + count;
    long end = System.nanoTime() + limitMs * 1_000_000;
    while (boundaries < target && System.nanoTime() < end) {
      wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
    }
    return boundaries >= target;
  }

  /** Whether all these nodes have the model's newest table in force. */
  synchronized boolean isConverged(String model, List<Node> nodes) {
    Map<String, AgentReport> known = reports.getOrDefault(model, Map.of());
    long epoch = epochs.getOrDefault(model, 0L);
    return nodes.stream()
        .allMatch(
            node ->
                known.containsKey(node.name())
                    && known.get(node.name()).getEpochInForce() == epoch);
  }

  /** The life of the agent that reported last from this node. */
  synchronized String boot(String model, String node) {
    AgentReport report = reports.getOrDefault(model, Map.of()).get(node);
    return report == null ? "none" : report.getBootId();
  }

  synchronized long epoch(String model) {
    return epochs.getOrDefault(model, 0L);
  }

  synchronized long sequence(String model) {
    return sequences.getOrDefault(model, 0L);
  }

  synchronized long entries() {
    return entries;
  }

  synchronized int attempts() {
    return ended.size();
  }

  /** Commands without an answer until now. */
  synchronized List<String> unanswered() {
    return sent.stream().filter(id -> !answers.containsKey(id)).toList();
  }

  /** What was decided or routed twice, or backwards. */
  synchronized List<String> doubled() {
    return List.copyOf(doubled);
  }

  /** What should have been decided and was not. */
  synchronized List<String> lost() {
    return List.copyOf(lost);
  }
}
