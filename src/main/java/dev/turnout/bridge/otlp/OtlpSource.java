package dev.turnout.bridge.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.turnout.bridge.bus.BridgeBus;
import dev.turnout.bridge.bus.Outbox;
import dev.turnout.bridge.ledger.Fate;
import dev.turnout.bridge.ledger.Ledger;
import dev.turnout.bridge.ledger.Reading;
import dev.turnout.bridge.status.SourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows the Collector's topic. One process follows all of its partitions, because the Collector
 * may write one series to several of them; a second one waits behind it, or takes over.
 */
public final class OtlpSource {
  private static final Duration TURN = Duration.ofMillis(100);
  private static final Duration EACH = Duration.ofMillis(500);
  private static final Duration LOOK_AROUND = Duration.ofMinutes(1);

  private final OtlpConfig config;
  private final BridgeBus bus;
  private final SourceStatus status;
  private final InstantSource clock;

  public OtlpSource(OtlpConfig config, BridgeBus bus, SourceStatus status, InstantSource clock) {
    this.config = config;
    this.bus = bus;
    this.status = status;
    this.clock = clock;
  }

  /** Follows until it is to stop, or fails. */
  public void follow(BooleanSupplier stopping) {
    try (Outbox outbox = Outbox.open(bus);
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                bus.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      new Session(outbox, consumer).run(stopping);
    }
  }

  private final class Session {
    private final Outbox outbox;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Ledger ledger = new Ledger();
    private final OtlpReader reader = new OtlpReader(config.rules(), bus.bridge());
    private MergedRecords records;
    private long followedSince;
    private Instant lookAt;

    private Session(Outbox outbox, KafkaConsumer<byte[], byte[]> consumer) {
      this.outbox = outbox;
      this.consumer = consumer;
      outbox.restore(ledger::restore);
      this.lookAt = clock.instant().plus(LOOK_AROUND);
      this.records = takePartitions();
    }

    private void run(BooleanSupplier stopping) {
      while (!stopping.getAsBoolean()) {
        Outbox.Batch batch = new Outbox.Batch();
        Instant until = clock.instant().plus(EACH);
        boolean read = false;
        do {
          for (ConsumerRecord<byte[], byte[]> record : records.poll(TURN)) {
            read = true;
            take(record, batch);
          }
        } while (clock.instant().isBefore(until) && !stopping.getAsBoolean());
        if (read) {
          commit(batch);
        }
        status.well();
        lookAround();
      }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Outbox.Batch batch) {
      if (record.value() == null) {
        return;
      }
      try {
        reader.read(record.value(), new ToLedger());
      } catch (InvalidProtocolBufferException e) {
        status.buried();
        batch.bury(record, "Expected metrics as otlp_proto, but " + wrong(record.value(), e));
      }
    }

    private String wrong(byte[] value, InvalidProtocolBufferException e) {
      return value.length > 0 && value[0] == '{'
          ? "got JSON (write encoding: otlp_proto in the Collector's Kafka exporter)"
          : String.valueOf(e.getMessage());
    }

    private void commit(Outbox.Batch batch) {
      Ledger.Change change = ledger.flush(clock.instant().toEpochMilli());
      outbox.commit(batch.with(change).upTo(positions(records), consumer.groupMetadata()));
      status.wrote(change.reports().size(), ledger.size());
    }

    /** The time since when the topic is followed is kept beside each position. */
    private Map<TopicPartition, OffsetAndMetadata> positions(MergedRecords merged) {
      Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
      for (TopicPartition partition : consumer.assignment()) {
        positions.put(
            partition,
            new OffsetAndMetadata(merged.position(partition), Long.toString(followedSince)));
      }
      return positions;
    }

    /** Goes on where it stood; begins with what comes from now on, the first time. */
    private MergedRecords takePartitions() {
      List<TopicPartition> all = Outbox.partitions(consumer, config.topic());
      Map<TopicPartition, OffsetAndMetadata> known =
          new HashMap<>(consumer.committed(Set.copyOf(all)));
      known.values().removeIf(Objects::isNull);
      consumer.assign(all);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      for (TopicPartition partition : all) {
        long begin = begins.getOrDefault(partition, 0L);
        OffsetAndMetadata position = known.get(partition);
        if (position != null) {
          consumer.seek(partition, Math.max(begin, position.offset()));
        } else {
          // A partition that was added later is read from its beginning.
          consumer.seek(partition, known.isEmpty() ? ends.getOrDefault(partition, 0L) : begin);
        }
      }
      followedSince = since(known).orElseGet(() -> clock.instant().toEpochMilli() * 1_000_000);
      MergedRecords merged = new MergedRecords(consumer);
      if (known.size() < all.size()) {
        outbox.commit(new Outbox.Batch().upTo(positions(merged), consumer.groupMetadata()));
      }
      return merged;
    }

    private void lookAround() {
      if (clock.instant().isAfter(lookAt)) {
        lookAt = clock.instant().plus(LOOK_AROUND);
        ledger.forget(clock.instant().minus(Ledger.FORGOTTEN).toEpochMilli() * 1_000_000);
        if (Outbox.partitions(consumer, config.topic()).size() != consumer.assignment().size()) {
          records = takePartitions();
        }
      }
    }

    private final class ToLedger implements OtlpReader.Sink {
      @Override
      public void take(Reading reading) {
        drop(ledger.take(reading, followedSince));
      }

      @Override
      public void drop(Fate fate) {
        status.read(fate);
      }
    }
  }

  private static Optional<Long> since(Map<TopicPartition, OffsetAndMetadata> known) {
    LongStream times =
        known.values().stream()
            .map(OffsetAndMetadata::metadata)
            .filter(text -> text.matches("[0-9]{1,19}"))
            .mapToLong(Long::parseLong);
    return times.boxed().min(Long::compareTo);
  }
}
