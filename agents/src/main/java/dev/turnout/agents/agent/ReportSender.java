package dev.turnout.agents.agent;

import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.schemas.Refusal;
import dev.turnout.schemas.RegistryException;
import dev.turnout.schemas.Role;
import dev.turnout.schemas.Serdes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends reports from a thread of its own. Reports are cumulative, so of each kind only the newest
 * is kept: while Kafka is away, nothing piles up and nobody waits. One report of a kind is under
 * way at a time, and its number grows when Kafka has acknowledged it; so the first one that arrives
 * has number 1, however long Kafka was away before.
 */
final class ReportSender implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReportSender.class);
  private static final Duration LAST_WORDS = Duration.ofSeconds(3);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final int MAX_LETTERS = 256;
  private static final Map<String, ?> DEFAULTS =
      Map.of(
          ProducerConfig.LINGER_MS_CONFIG, "0",
          ProducerConfig.BUFFER_MEMORY_CONFIG, "8388608",
          ProducerConfig.MAX_BLOCK_MS_CONFIG, "3000",
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "4000",
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "5000",
          ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "2000");

  /** What waits to be sent, and how far its numbers have come. Guarded by itself. */
  private static final class Slot {
    private final String topic;
    private final String model;
    private Optional<LongFunction<? extends SpecificRecord>> pending = Optional.empty();
    private boolean busy;
    private long acknowledged;

    private Slot(String topic, String model) {
      this.topic = topic;
      this.model = model;
    }
  }

  private final KafkaSettings settings;
  private final AgentMetrics metrics;
  private final Map<String, Slot> slots = new ConcurrentHashMap<>();
  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean failing;
  private volatile boolean broken;
  private volatile Optional<String> refused = Optional.empty();
  private Optional<Producer<byte[], byte[]>> producer = Optional.empty();
  private Optional<Serializer<Object>> serializer = Optional.empty();

  ReportSender(KafkaSettings settings, AgentMetrics metrics, String node) {
    this.settings = settings;
    this.metrics = metrics;
    this.thread = new Thread(this::run, "turnout-reports-" + node);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Sends a report, or replaces the one of the same topic and model that still waits. Returns at
   * once.
   *
   * @param report makes the report, given its number
   */
  void send(String topic, String model, LongFunction<? extends SpecificRecord> report) {
    Slot slot = slots.computeIfAbsent(topic + "/" + model, key -> new Slot(topic, model));
    synchronized (slot) {
      slot.pending = Optional.of(report);
      if (!slot.busy) {
        slot.busy = true;
        work.add(() -> sendPending(slot));
      }
    }
  }

  /** Sends a record as it is, once; dropped when too many wait. Returns at once. */
  void sendLetter(ProducerRecord<byte[], byte[]> letter) {
    if (work.size() < MAX_LETTERS) {
      work.add(() -> transmit(letter, failed -> {}));
    }
  }

  /** How many reports of a topic and model Kafka has acknowledged. */
  long acknowledged(String topic, String model) {
    Slot slot = slots.get(topic + "/" + model);
    if (slot == null) {
      return 0;
    }
    synchronized (slot) {
      return slot.acknowledged;
    }
  }

  /** Why reports cannot arrive until somebody mends it; empty while they can. */
  Optional<String> trouble() {
    return refused.map("the reports do not reach Kafka: "::concat);
  }

  /** Sends what waits, for a short time only. */
  @Override
  public void close() {
    closing = true;
    work.add(() -> {});
    try {
      thread.join(LAST_WORDS.multipliedBy(2).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closing) {
        runNext();
      }
      long deadline = System.nanoTime() + LAST_WORDS.toNanos();
      while (isBusy() && System.nanoTime() < deadline) {
        runNext();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      producer.ifPresent(open -> open.close(Duration.ZERO));
      serializer.ifPresent(Serializer::close);
    }
  }

  private void runNext() throws InterruptedException {
    Runnable next = work.poll(50, TimeUnit.MILLISECONDS);
    if (next != null) {
      next.run();
    }
  }

  private boolean isBusy() {
    return !work.isEmpty()
        || slots.values().stream()
            .anyMatch(
                slot -> {
                  synchronized (slot) {
                    return slot.busy;
                  }
                });
  }

  private void sendPending(Slot slot) {
    LongFunction<? extends SpecificRecord> report;
    long number;
    synchronized (slot) {
      report = slot.pending.orElseThrow();
      slot.pending = Optional.empty();
      number = slot.acknowledged + 1;
    }
    byte[] key = slot.model.getBytes(StandardCharsets.UTF_8);
    try {
      SpecificRecord value = report.apply(number);
      byte[] bytes =
          Objects.requireNonNull(openSerializer().serialize(slot.topic, value), "serialized");
      transmit(new ProducerRecord<>(slot.topic, key, bytes), failed -> ended(slot, failed));
    } catch (RuntimeException e) {
      failed(slot.topic, e);
      ended(slot, true);
    }
  }

  /** Sends a record; the callback hears once whether it failed. */
  private void transmit(ProducerRecord<byte[], byte[]> record, Consumer<Boolean> end) {
    try {
      var unused =
          openProducer()
              .send(
                  record,
                  (written, failure) -> {
                    if (failure != null) {
                      failed(record.topic(), failure);
                    } else {
                      arrived(record.topic());
                    }
                    end.accept(failure != null);
                  });
    } catch (RuntimeException e) {
      failed(record.topic(), e);
      end.accept(true);
    }
  }

  private void ended(Slot slot, boolean failed) {
    synchronized (slot) {
      slot.acknowledged += failed ? 0 : 1;
      slot.busy = slot.pending.isPresent();
      if (slot.busy) {
        work.add(() -> sendPending(slot));
      }
    }
  }

  private void failed(String topic, Exception failure) {
    metrics.count(AgentMeter.REPORTS_FAILED, topic);
    if (!failing) {
      failing = true;
      refused = Refusal.in(failure, Role.AGENT).map(Refusal::sentence);
      log.warn(
          "reports do not arrive topic={} reason={}", topic, refused.orElseGet(failure::toString));
    }
    broken =
        broken || !(failure instanceof RetriableException || failure instanceof RegistryException);
  }

  private void arrived(String topic) {
    refused = Optional.empty();
    metrics.count(AgentMeter.REPORTS_SENT, topic);
    if (failing) {
      failing = false;
      log.info("reports arrive again topic={}", topic);
    }
  }

  private Producer<byte[], byte[]> openProducer() {
    if (broken) {
      // After an error that a producer does not survive, such as a refused login.
      producer.ifPresent(open -> open.close(Duration.ZERO));
      producer = Optional.empty();
      broken = false;
      LockSupport.parkNanos(AFTER_FAILURE.toNanos());
    }
    if (producer.isEmpty()) {
      Map<String, Object> config = settings.over(DEFAULTS);
      config.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, thread.getName());
      config.remove(Serdes.VALUE_SERIALIZER);
      config.remove(Serdes.VALUE_DESERIALIZER);
      producer =
          Optional.of(
              new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
    }
    return producer.orElseThrow();
  }

  private Serializer<Object> openSerializer() {
    if (serializer.isEmpty()) {
      serializer = Optional.of(Serdes.valueSerializer(settings.properties()));
    }
    return serializer.orElseThrow();
  }
}
