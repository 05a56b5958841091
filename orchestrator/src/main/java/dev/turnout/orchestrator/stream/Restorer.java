package dev.turnout.orchestrator.stream;

import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.desk.Alignment;
import dev.turnout.orchestrator.desk.HeldInputs;
import dev.turnout.orchestrator.desk.Heritage;
import dev.turnout.orchestrator.desk.InputDecoder;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Positions;
import dev.turnout.orchestrator.desk.Received;
import dev.turnout.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
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

/**
 * Reads the states of a partition's models from the topic that keeps the newest of each, and the
 * inputs that they do not have yet.
 */
final class Restorer implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Topics topics;
  private final Deserializer<Object> deserializer;
  private final InputDecoder decoder;
  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;

  Restorer(
      OrchestratorConfig config,
      Deserializer<Object> deserializer,
      InputDecoder decoder,
      Admin admin) {
    this.topics = config.topics();
    this.decoder = decoder;
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
   * @param committed what had been consumed by the word of the group
   * @param heldUp called now and then while such a transaction keeps the end from being read
   * @throws OrchestratorException if a state cannot be read: going on without it would decide
   *     wrongly
   */
  Heritage restore(int partition, Positions committed, Runnable heldUp) {
    var where = new TopicPartition(topics.rollouts(), partition);
    Map<ByteBuffer, byte[]> newest = newestStates(where, highWatermark(where), heldUp);
    return Heritage.of(
        newest.values().stream().map(value -> decode(where, value)).toList(), committed);
  }

  /**
   * Reads the inputs that were consumed, but that not all states have, in the order in which a desk
   * takes them.
   */
  void recall(int partition, Heritage heritage, Consumer<Received> taker) {
    Map<InputTopic, TopicPartition> places = new EnumMap<>(InputTopic.class);
    for (InputTopic topic : InputTopic.values()) {
      if (heritage.from().of(topic) < heritage.consumed().of(topic)) {
        places.put(topic, new TopicPartition(topic.nameIn(topics), partition));
      }
    }
    if (places.isEmpty()) {
      return;
    }
    consumer.assign(places.values());
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(places.values());
    places.forEach(
        (topic, place) ->
            consumer.seek(
                place, Math.max(begins.getOrDefault(place, 0L), heritage.from().of(topic))));
    HeldInputs held = new HeldInputs(heritage);
    read(places, heritage.consumed(), record -> recalled(record, held), taker);
  }

  private Received recalled(ConsumerRecord<byte[], byte[]> record, HeldInputs held) {
    Received unread = decoder.unread(record);
    return held.has(unread) ? unread : decoder.decode(record);
  }

  private void read(
      Map<InputTopic, TopicPartition> places,
      Positions end,
      Function<ConsumerRecord<byte[], byte[]>, Received> decoding,
      Consumer<Received> taker) {
    Alignment alignment = new Alignment();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!isRead(places, end)) {
      ConsumerRecords<byte[], byte[]> read = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : read) {
        Received received = decoding.apply(record);
        if (received.offset() < end.of(received.topic())) {
          alignment.add(received);
        }
      }
      alignment.take(topic -> isRead(places, topic, end), System.nanoTime()).forEach(taker);
      makeRoom(places, alignment);
      if (!read.isEmpty()) {
        deadline = System.nanoTime() + LIMIT.toNanos();
      } else if (System.nanoTime() - deadline > 0) {
        throw new OrchestratorException(
            "Expected inputs of %s up to %s, but got none for %s"
                .formatted(places.values(), end.message(), LIMIT));
      }
    }
  }

  private boolean isRead(Map<InputTopic, TopicPartition> places, Positions end) {
    return places.keySet().stream().allMatch(topic -> isRead(places, topic, end));
  }

  private boolean isRead(Map<InputTopic, TopicPartition> places, InputTopic topic, Positions end) {
    TopicPartition place = places.get(topic);
    return place == null || consumer.position(place) >= end.of(topic);
  }

  private void makeRoom(Map<InputTopic, TopicPartition> places, Alignment alignment) {
    places.forEach(
        (topic, place) -> {
          if (alignment.hasEnough(topic)) {
            consumer.pause(List.of(place));
          } else {
            consumer.resume(List.of(place));
          }
        });
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
