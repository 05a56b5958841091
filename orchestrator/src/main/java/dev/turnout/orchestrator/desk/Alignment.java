package dev.turnout.orchestrator.desk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the records of one partition's topics into one order: by time, then by topic; within a
 * topic as they lie. While a topic is behind, the others wait for it, so that after an outage
 * nobody seems silent only because another topic was read first. They wait for a limited time: a
 * topic that cannot be read must not keep a command from being heard.
 */
public final class Alignment {

  private static final Logger LOG = LoggerFactory.getLogger(Alignment.class);

  /** As many records of one topic are kept while others are waited for. */
  static final int ENOUGH = 2_000;

  private static final long PATIENCE_NANOS = 5_000_000_000L;

  /**
   * A busy process has not waited: the records that it misses may lie there, and it has not looked.
   * Who goes on without them then takes nodes for silent, and writes that down, and has more to do.
   */
  static final int LOOKS = 50;

  private final Map<InputTopic, Deque<Received>> queues = new EnumMap<>(InputTopic.class);
  private Optional<Long> waitingSince = Optional.empty();
  private int looks;

  public Alignment() {
    for (InputTopic topic : InputTopic.values()) {
      queues.put(topic, new ArrayDeque<>());
    }
  }

  public void add(Received received) {
    queue(received.topic()).add(received);
  }

  /** Whether no more of this topic shall be read for now. */
  public boolean hasEnough(InputTopic topic) {
    return queue(topic).size() >= ENOUGH;
  }

  /**
   * Takes out what can be put in order now.
   *
   * <p>Asked after every poll.
   *
   * @param isCaughtUp whether a topic has been read to its end
   * @param nowNanos of the process's steady clock
   */
  public List<Received> take(Predicate<InputTopic> isCaughtUp, long nowNanos) {
    var taken = new ArrayList<Received>();
    looks++;
    if (isOutOfPatience(nowNanos)) {
      LOG.warn("Going on without waiting for the topics that are behind");
    }
    while (!isEmpty() && (isAligned(isCaughtUp) || isOutOfPatience(nowNanos))) {
      taken.add(earliest().remove());
    }
    if (isEmpty() || !taken.isEmpty()) {
      waitingSince = Optional.empty();
    } else if (waitingSince.isEmpty()) {
      waitingSince = Optional.of(nowNanos);
      looks = 0;
    }
    return taken;
  }

  private boolean isEmpty() {
    for (Deque<Received> queue : queues.values()) {
      if (!queue.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private boolean isAligned(Predicate<InputTopic> isCaughtUp) {
    for (Map.Entry<InputTopic, Deque<Received>> queue : queues.entrySet()) {
      if (queue.getValue().isEmpty() && !isCaughtUp.test(queue.getKey())) {
        return false;
      }
    }
    return true;
  }

  private boolean isOutOfPatience(long nowNanos) {
    return looks >= LOOKS
        && waitingSince.filter(since -> nowNanos - since > PATIENCE_NANOS).isPresent();
  }

  /** Of the topics' queues, one of which is not empty; of two with the same time the first. */
  private Deque<Received> earliest() {
    Deque<Received> earliest = new ArrayDeque<>();
    for (Deque<Received> queue : queues.values()) {
      if (!queue.isEmpty()
          && (earliest.isEmpty() || queue.element().at().isBefore(earliest.element().at()))) {
        earliest = queue;
      }
    }
    return earliest;
  }

  private Deque<Received> queue(InputTopic topic) {
    return queues.computeIfAbsent(topic, t -> new ArrayDeque<>());
  }
}
