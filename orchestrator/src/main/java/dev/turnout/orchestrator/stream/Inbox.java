package dev.turnout.orchestrator.stream;

import dev.turnout.orchestrator.desk.Alignment;
import dev.turnout.orchestrator.desk.InputDecoder;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Received;
import dev.turnout.schemas.RegistryException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that were polled and wait to be decoded, which needs the schema registry now and then.
 */
final class Inbox {

  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
  private static final long RETRY_NANOS = 500_000_000L;

  private final InputDecoder decoder;
  private final Readiness readiness;
  private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
  private final Map<Integer, Alignment> alignments = new TreeMap<>();
  private final LongSupplier nanoTime;
  private long retryAt;
  private boolean stuck;

  /**
   * @param nanoTime a clock such as {@code System::nanoTime}
   */
  Inbox(InputDecoder decoder, Readiness readiness, LongSupplier nanoTime) {
    this.decoder = decoder;
    this.readiness = readiness;
    this.nanoTime = nanoTime;
  }

  void add(ConsumerRecords<byte[], byte[]> polled) {
    polled.forEach(waiting::add);
  }

  /** Forgets the records of partitions that are no longer owned, or are read again. */
  void forget(Set<Integer> partitions) {
    waiting.removeIf(record -> partitions.contains(record.partition()));
    alignments.keySet().removeAll(partitions);
  }

  /** Decodes what was polled; what cannot be decoded while the registry does not answer waits. */
  void decode() {
    if (stuck && nanoTime.getAsLong() - retryAt < 0) {
      return;
    }
    try {
      while (!waiting.isEmpty()) {
        Received received = decoder.decode(waiting.element());
        waiting.remove();
        alignments.computeIfAbsent(received.partition(), p -> new Alignment()).add(received);
        goOn();
      }
    } catch (RegistryException e) {
      holdBack(e);
    }
  }

  /** The records of a partition whose turn it is, in order. */
  List<Received> take(int partition, Predicate<InputTopic> isCaughtUp) {
    Alignment alignment = alignments.get(partition);
    return alignment == null || !waiting.isEmpty()
        ? List.of()
        : alignment.take(isCaughtUp, nanoTime.getAsLong());
  }

  /** Whether more records of a topic can be taken in. */
  boolean hasRoom(InputTopic topic, int partition) {
    Alignment alignment = alignments.get(partition);
    return !stuck && (alignment == null || !alignment.hasEnough(topic));
  }

  private void holdBack(RegistryException e) {
    if (!stuck) {
      LOG.warn("Waiting for the schema registry: {}", e.getMessage());
    }
    stuck = true;
    retryAt = nanoTime.getAsLong() + RETRY_NANOS;
    readiness.trouble(Readiness.Matter.REGISTRY, String.valueOf(e.getMessage()));
  }

  private void goOn() {
    if (stuck) {
      LOG.info("The schema registry answers again");
      readiness.well(Readiness.Matter.REGISTRY);
    }
    stuck = false;
  }
}
