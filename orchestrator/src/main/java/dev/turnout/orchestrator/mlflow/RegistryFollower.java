package dev.turnout.orchestrator.mlflow;

import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.codec.EntryHash;
import dev.turnout.orchestrator.codec.JournalCodec;
import dev.turnout.schemas.Serdes;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.UndecodableRecordException;
import dev.turnout.schemas.WireFormat;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what was decided from the journal and tells MLflow, in a thread and a consumer group of its
 * own: whatever MLflow does, no decision waits for it. Of several orchestrators one follows each
 * partition. What MLflow does not take is tried again until it does; what was told twice changes
 * nothing.
 */
public final class RegistryFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryFollower.class);
  private static final Duration TURN = Duration.ofMillis(200);
  private static final Duration REST = Duration.ofSeconds(2);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

  private final Map<String, Object> kafka;
  private final Topics topics;
  private final AliasKeeper keeper;
  private final MlflowMetrics metrics;
  private final InstantSource clock;
  private final Map<TopicPartition, PartitionLedger> ledgers = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final Thread thread;
  private volatile Map<String, String> waiting = Map.of();
  private volatile Optional<Instant> waitingSince = Optional.empty();
  private volatile Optional<String> broken = Optional.empty();
  private volatile boolean stopping;

  private RegistryFollower(
      MlflowConfig config,
      Map<String, Object> kafka,
      Topics topics,
      MeterRegistry meters,
      InstantSource clock) {
    this.kafka = Map.copyOf(kafka);
    this.topics = topics;
    this.clock = clock;
    this.keeper = new AliasKeeper(new MlflowClient(config.access(), config.timeout()), config);
    this.metrics = new MlflowMetrics(meters);
    metrics.gauge(MlflowMeter.PENDING, () -> waiting.size());
    metrics.gauge(
        MlflowMeter.DELAY,
        () ->
            waitingSince
                    .map(since -> Duration.between(since, clock.instant()).toMillis())
                    .orElse(0L)
                / 1000.0);
    List.of("done", "known", "refused", "failed")
        .forEach(result -> metrics.announce(MlflowMeter.UPDATES, result));
    this.thread = new Thread(this::run, "turnout-mlflow");
    this.thread.setDaemon(true);
  }

  /**
   * Begins to follow, in a daemon thread.
   *
   * @param kafka settings of a consumer and of the schema registry
   */
  public static RegistryFollower start(
      MlflowConfig config, Map<String, Object> kafka, Topics topics, MeterRegistry meters) {
    RegistryFollower follower =
        new RegistryFollower(config, kafka, topics, meters, InstantSource.system());
    follower.thread.start();
    return follower;
  }

  /** What MLflow does not know and why, one sentence each; empty when it knows everything. */
  public List<String> warnings() {
    return broken
        .map(why -> List.of("MLflow is not told what is decided: " + why))
        .orElseGet(
            () ->
                waiting.entrySet().stream()
                    .map(
                        model ->
                            "MLflow does not know the last decision about %s yet: %s"
                                .formatted(model.getKey(), model.getValue()))
                    .sorted()
                    .toList());
  }

  /** Finishes the decision that it is telling, and stops. Does nothing the second time. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!stopping) {
      try {
        follow();
      } catch (RuntimeException e) {
        broken = Optional.of(String.valueOf(e.getMessage()));
        LOG.error("Begins to follow the journal again because: {}", e.getMessage(), e);
        rest();
      }
    }
  }

  private void follow() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer();
        Deserializer<Object> values = Serdes.valueDeserializer(kafka)) {
      ledgers.clear();
      committed.clear();
      consumer.subscribe(List.of(topics.journal()), new Assignment(consumer));
      while (!stopping) {
        for (ConsumerRecord<byte[], byte[]> read : consumer.poll(TURN)) {
          take(read, values);
        }
        ledgers.forEach((partition, ledger) -> ledger.moveTo(consumer.position(partition)));
        tell();
        commit(consumer);
        broken = Optional.empty();
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> read, Deserializer<Object> values) {
    PartitionLedger ledger = ledgers.get(new TopicPartition(read.topic(), read.partition()));
    if (ledger == null || read.value() == null) {
      return;
    }
    try {
      if (values.deserialize(read.topic(), read.value()) instanceof JournalEntry entry) {
        String hash = EntryHash.ofBytes(read.value(), WireFormat.HEADER_LENGTH).hex();
        ledger.take(entry.getModel(), JournalCodec.read(entry), hash, read.offset());
      }
    } catch (UndecodableRecordException | IllegalArgumentException e) {
      LOG.warn("journal entry passed over offset={} reason={}", read.offset(), e.getMessage());
    }
  }

  /** While MLflow is away, one try in each round is enough. */
  private void tell() {
    Instant now = clock.instant();
    boolean[] away = {false};
    ledgers
        .values()
        .forEach(
            ledger ->
                ledger.eachDue(
                    now,
                    (decision, backlog) -> {
                      if (!away[0] && !stopping) {
                        away[0] = !tell(decision, backlog);
                      }
                    }));
    show();
  }

  /** Whether MLflow answered. */
  private boolean tell(RolloutDecision decision, Backlog backlog) {
    try {
      AliasKeeper.Result result = keeper.apply(decision);
      if (result != AliasKeeper.Result.FOREIGN) {
        metrics.count(MlflowMeter.UPDATES, result == AliasKeeper.Result.DONE ? "done" : "known");
      }
      backlog.finish(decision, clock.instant());
      return true;
    } catch (MlflowException e) {
      LOG.warn(
          "decision not told model={} rollout={} outcome={} reason={}",
          decision.model(),
          decision.rolloutId(),
          decision.outcome(),
          e.getMessage());
      if (e.kind() == MlflowException.Kind.TRANSIENT) {
        metrics.count(MlflowMeter.UPDATES, "failed");
        backlog.postpone(String.valueOf(e.getMessage()), clock.instant());
        return false;
      }
      metrics.count(MlflowMeter.UPDATES, "refused");
      backlog.finish(decision, clock.instant());
      return true;
    }
  }

  private void show() {
    Map<String, String> now = new HashMap<>();
    ledgers
        .values()
        .forEach(
            ledger ->
                ledger
                    .waiting()
                    .filter(model -> !model.getValue().trouble().isEmpty())
                    .forEach(model -> now.put(model.getKey(), model.getValue().trouble())));
    waiting = Map.copyOf(now);
    waitingSince =
        ledgers.values().stream()
            .flatMap(PartitionLedger::waiting)
            .flatMap(model -> model.getValue().since().stream())
            .min(Instant::compareTo);
  }

  private void commit(KafkaConsumer<byte[], byte[]> consumer) {
    Map<TopicPartition, OffsetAndMetadata> changed = new HashMap<>();
    ledgers.forEach(
        (partition, ledger) -> {
          long restartAt = ledger.restartAt();
          if (ledger.isCaughtUp() && !Long.valueOf(restartAt).equals(committed.get(partition))) {
            changed.put(partition, new OffsetAndMetadata(restartAt));
            committed.put(partition, restartAt);
          }
        });
    if (!changed.isEmpty()) {
      consumer.commitSync(changed);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("group.id", topics.mlflowGroup());
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "earliest");
    settings.put("isolation.level", "read_committed");
    settings.remove("group.instance.id");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void rest() {
    long deadline = System.nanoTime() + REST.toNanos();
    while (!stopping && System.nanoTime() - deadline < 0) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** What is not this orchestrator's any more, it neither tells nor commits. */
  private final class Assignment implements ConsumerRebalanceListener {
    private final KafkaConsumer<byte[], byte[]> consumer;

    private Assignment(KafkaConsumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, OffsetAndMetadata> before = consumer.committed(new HashSet<>(partitions));
      for (TopicPartition partition : partitions) {
        ledgers.put(
            partition,
            new PartitionLedger(
                consumer.position(partition),
                ends.getOrDefault(partition, 0L),
                before.get(partition) == null));
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      partitions.forEach(ledgers::remove);
      partitions.forEach(committed::remove);
    }
  }
}
