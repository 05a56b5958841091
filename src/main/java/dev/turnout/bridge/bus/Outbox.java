package dev.turnout.bridge.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.bridge.ledger.Entry;
import dev.turnout.bridge.ledger.EntryCodec;
import dev.turnout.bridge.ledger.Ledger;
import dev.turnout.events.MetricReport;
import dev.turnout.schemas.DeadLetter;
import dev.turnout.schemas.Serdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes reports, the ledger's state and the position in the source all together or not at all. Who
 * opens it fences whoever had it open before. Used by one thread; after a failure it is closed.
 */
public final class Outbox implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final BridgeBus bus;
  private final Serializer<Object> values;
  private final KafkaProducer<byte[], byte[]> producer;

  private Outbox(BridgeBus bus) {
    this.bus = bus;
    this.values = Serdes.valueSerializer(bus.kafka());
    this.producer =
        new KafkaProducer<>(bus.producer(), new ByteArraySerializer(), new ByteArraySerializer());
    try {
      producer.initTransactions();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Ends what an earlier process left open, and fences it. */
  public static Outbox open(BridgeBus bus) {
    return new Outbox(bus);
  }

  /** Everything of the state that was committed; later entries of a key replace earlier ones. */
  public void restore(Consumer<Entry> state) {
    Map<TopicPartition, Long> ends = ends();
    try (KafkaConsumer<byte[], byte[]> consumer = reader("read_committed")) {
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(record -> restore(record, state));
      }
    }
  }

  /** What lies behind another source's open transaction must be read, too. */
  private Map<TopicPartition, Long> ends() {
    try (KafkaConsumer<byte[], byte[]> consumer = reader("read_uncommitted")) {
      return consumer.endOffsets(partitions(consumer, bus.topics().bridge()));
    }
  }

  private KafkaConsumer<byte[], byte[]> reader(String isolation) {
    Map<String, Object> settings = new HashMap<>(bus.consumer());
    settings.remove("group.id");
    settings.put("isolation.level", isolation);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * The partitions of a topic.
   *
   * @throws KafkaException if there is no such topic, saying what to do
   */
  public static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    List<PartitionInfo> known = consumer.partitionsFor(topic);
    if (known == null || known.isEmpty()) {
      throw new KafkaException(
          "Expected the topic '%s', but there is none (Turnout's own: turnout topics create --with bridge)"
              .formatted(topic));
    }
    return known.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
  }

  /** What goes out together. */
  public static final class Batch {
    private final List<DeadLetter> letters = new ArrayList<>();
    private Ledger.Change change = new Ledger.Change(List.of(), List.of());
    private List<Entry> more = List.of();
    private Map<TopicPartition, OffsetAndMetadata> offsets = Map.of();
    private Optional<ConsumerGroupMetadata> group = Optional.empty();

    public Batch with(Ledger.Change changed) {
      change = changed;
      return this;
    }

    /** More of the state. */
    public Batch with(List<Entry> entries) {
      more = List.copyOf(entries);
      return this;
    }

    /** The position of a consumer in the source after it. */
    public Batch upTo(
        Map<TopicPartition, OffsetAndMetadata> positions, ConsumerGroupMetadata consumer) {
      offsets = Map.copyOf(positions);
      group = Optional.of(consumer);
      return this;
    }

    /** A record of the source that cannot be read. */
    public Batch bury(ConsumerRecord<byte[], byte[]> record, String reason) {
      letters.add(DeadLetter.of(record, reason));
      return this;
    }

    public boolean isEmpty() {
      return letters.isEmpty() && change.isEmpty() && more.isEmpty() && offsets.isEmpty();
    }
  }

  /** Writes a batch in one transaction. */
  public void commit(Batch batch) {
    if (batch.isEmpty()) {
      return;
    }
    producer.beginTransaction();
    batch.change.reports().forEach(this::send);
    batch.change.entries().forEach(this::send);
    batch.more.forEach(this::send);
    batch.letters.forEach(this::send);
    producer.flush();
    batch.group.ifPresent(consumer -> producer.sendOffsetsToTransaction(batch.offsets, consumer));
    producer.commitTransaction();
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
    values.close();
  }

  private void send(MetricReport report) {
    String topic = bus.topics().metrics();
    send(topic, report.getModel().getBytes(UTF_8), values.serialize(topic, report));
  }

  private void send(Entry entry) {
    byte[] key = (bus.stateKey() + entry.key()).getBytes(UTF_8);
    var unused =
        producer.send(
            new ProducerRecord<>(bus.topics().bridge(), key, EntryCodec.write(entry).orElse(null)));
  }

  private void send(DeadLetter letter) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                bus.topics().deadLetters(), null, letter.key(), letter.value(), letter.headers()));
  }

  private void send(String topic, byte[] key, byte[] value) {
    // A failure shows at the latest when the transaction is committed.
    var unused = producer.send(new ProducerRecord<>(topic, key, value));
  }

  private void restore(ConsumerRecord<byte[], byte[]> record, Consumer<Entry> state) {
    String key = record.key() == null ? "" : new String(record.key(), UTF_8);
    if (key.startsWith(bus.stateKey())) {
      state.accept(EntryCodec.read(key.substring(bus.stateKey().length()), record.value()));
    }
  }
}
