package dev.turnout.orchestrator.stream;

import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.desk.Ledger;
import dev.turnout.orchestrator.desk.Positions;
import dev.turnout.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the states of a partition's models from the topic that keeps the newest of each. */
final class Restorer implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /**
   * A partition's models, and what they had consumed.
   *
   * @param positions the furthest that any of them says; all zero when there are none
   */
  record Restored(List<Ledger> ledgers, Positions positions) {}

  private final Topics topics;
  private final Deserializer<Object> deserializer;
  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;

  Restorer(OrchestratorConfig config, Deserializer<Object> deserializer, Admin admin) {
    this.topics = config.topics();
    this.deserializer = deserializer;
    this.admin = admin;
    this.consumer =
        new KafkaConsumer<>(
            ClientSettings.restore(config),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /**
   * Reads one partition to the end that it has now, open transactions of a dead owner included.
   *
   * @param heldUp called now and then while such a transaction keeps the end from being read
   * @throws OrchestratorException if a state cannot be read: going on without it would decide
   *     wrongly
   */
  Restored restore(int partition, Runnable heldUp) {
    var where = new TopicPartition(topics.rollouts(), partition);
    Map<ByteBuffer, byte[]> newest = newestStates(where, highWatermark(where), heldUp);
    var ledgers = new ArrayList<Ledger>();
    var positions = new Positions();
    for (byte[] value : newest.values()) {
      RolloutState state = decode(where, value);
      ledgers.add(Ledger.read(state));
      positions.advance(Positions.of(state.getConsumed()));
    }
    return new Restored(ledgers, positions);
  }

  private Map<ByteBuffer, byte[]> newestStates(TopicPartition where, long end, Runnable heldUp) {
    consumer.assign(List.of(where));
    consumer.seekToBeginning(List.of(where));
    Map<ByteBuffer, byte[]> newest = new HashMap<>();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    long patience = System.nanoTime() + LeftTransactions.PATIENCE.toNanos();
    while (consumer.position(where) < end) {
      if (System.nanoTime() - deadline > 0) {
        throw new OrchestratorException(
            "Expected to read %s to offset %d, but nothing came for %s after offset %d"
                .formatted(where, end, LIMIT, consumer.position(where)));
      }
      ConsumerRecords<byte[], byte[]> read = consumer.poll(POLL);
      if (!read.isEmpty()) {
        deadline = System.nanoTime() + LIMIT.toNanos();
        patience = System.nanoTime() + LeftTransactions.PATIENCE.toNanos();
      } else if (System.nanoTime() - patience > 0) {
        heldUp.run();
        patience = System.nanoTime() + AGAIN.toNanos();
      }
      for (ConsumerRecord<byte[], byte[]> record : read) {
        ByteBuffer key = ByteBuffer.wrap(record.key());
        if (record.value() == null) {
          newest.remove(key);
        } else {
          newest.put(key, record.value());
        }
      }
    }
    return newest;
  }

  /** Not the end of what is committed: a commit may lie above another's open transaction. */
  private long highWatermark(TopicPartition where) {
    var options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
    try {
      return admin
          .listOffsets(Map.of(where, OffsetSpec.latest()), options)
          .partitionResult(where)
          .get()
          .offset();
    } catch (ExecutionException e) {
      throw new KafkaException("Could not find the end of " + where, e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private RolloutState decode(TopicPartition where, byte[] value) {
    Object message = deserializer.deserialize(where.topic(), value);
    if (message instanceof RolloutState state) {
      return state;
    }
    throw new OrchestratorException(
        "Expected a RolloutState in %s, but got %s".formatted(where, message));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
