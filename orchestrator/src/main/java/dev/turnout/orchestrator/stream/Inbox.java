package dev.turnout.orchestrator.stream;

import dev.turnout.schemas.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
  private final List<ConsumerRecord<byte[], byte[]>> waiting = new ArrayList<>();
  private long retryAt;
  private boolean stuck;

  Inbox(InputDecoder decoder, Readiness readiness) {
    this.decoder = decoder;
    this.readiness = readiness;
  }

  void add(ConsumerRecords<byte[], byte[]> polled) {
    polled.forEach(waiting::add);
  }

  /** Whether no more shall be polled for now. */
  boolean isStuck() {
    return stuck;
  }

  /** Forgets the records of partitions that are no longer owned, or are read again. */
  void forget(Set<Integer> partitions) {
    waiting.removeIf(record -> partitions.contains(record.partition()));
  }

  /**
   * All records that wait, by partition and each partition's in one order; none while the registry
   * does not answer.
   */
  Map<Integer, List<Received>> decoded(Predicate<Integer> isOwned) {
    if (waiting.isEmpty() || (stuck && System.nanoTime() - retryAt < 0)) {
      return Map.of();
    }
    var byPartition = new TreeMap<Integer, List<Received>>();
    try {
      for (ConsumerRecord<byte[], byte[]> record : waiting) {
        if (isOwned.test(record.partition())) {
          byPartition
              .computeIfAbsent(record.partition(), p -> new ArrayList<>())
              .add(decoder.decode(record));
        }
      }
    } catch (RegistryException e) {
      holdBack(e);
      return Map.of();
    }
    waiting.clear();
    goOn();
    byPartition.replaceAll((partition, records) -> Merge.inOrder(records));
    return byPartition;
  }

  private void holdBack(RegistryException e) {
    if (!stuck) {
      LOG.warn("Waiting for the schema registry: {}", e.getMessage());
    }
    stuck = true;
    retryAt = System.nanoTime() + RETRY_NANOS;
    readiness.trouble(Readiness.Matter.REGISTRY, String.valueOf(e.getMessage()));
  }

  private void goOn() {
    if (stuck) {
      LOG.info("The schema registry answers again");
    }
    stuck = false;
    readiness.well(Readiness.Matter.REGISTRY);
  }
}
