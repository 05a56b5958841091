package dev.turnout.agents.agent;

import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.schemas.KafkaPulse;
import dev.turnout.schemas.Refusal;
import dev.turnout.schemas.Role;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the whole route topic from its beginning and goes on for ever. Whatever goes wrong, it
 * waits and begins again: to read a table twice does no harm.
 */
final class RouteWatcher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RouteWatcher.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration NEW_PARTITIONS = Duration.ofMinutes(1);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final KafkaSettings settings;
  private final String topic;
  private final Supplier<RouteDecoder> decoders;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile Optional<Consumer<byte[], byte[]>> reading = Optional.empty();
  private volatile boolean caughtUp;
  private volatile Optional<String> silence = Optional.empty();
  private volatile String refused = "";

  /** Reads nothing yet; later, a decoder hears of every record, from one thread. */
  RouteWatcher(KafkaSettings settings, String topic, Supplier<RouteDecoder> decoders, String node) {
    this.settings = settings;
    this.topic = topic;
    this.decoders = decoders;
    this.thread = new Thread(this::run, "turnout-routes-" + node);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Whether the topic has been read to its end and no error has come since. */
  boolean isCaughtUp() {
    return caughtUp;
  }

  /** Why no new table can come now; empty while Kafka answers. */
  Optional<String> trouble() {
    return caughtUp ? silence : Optional.of("the route tables are not read from Kafka" + refused);
  }

  /** Whether the thread works. */
  boolean isAlive() {
    return thread.isAlive();
  }

  @Override
  public void close() {
    closed.countDown();
    reading.ifPresent(Consumer::wakeup);
    try {
      thread.join(ANSWER.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Duration wait = FIRST_WAIT;
    while (isOpen()) {
      try {
        watch();
        wait = FIRST_WAIT;
      } catch (WakeupException e) {
        // Closing.
      } catch (RuntimeException e) {
        wait = caughtUp ? FIRST_WAIT : longer(wait);
        Optional<String> refusal = Refusal.in(e, Role.AGENT).map(Refusal::sentence);
        refused = refusal.map(sentence -> ": " + sentence).orElse("");
        log.warn(
            "routes unreadable topic={} retryWithinMs={} reason={}",
            topic,
            wait.toMillis(),
            refusal.orElseGet(e::toString));
      }
      caughtUp = false;
      sleep(wait);
    }
  }

  /** Reads until it is closed, an error comes, or the topic has got more partitions. */
  private void watch() {
    Map<String, Object> config = RouteConsumerConfig.of(settings, thread.getName());
    try (Consumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        RouteDecoder decoder = decoders.get()) {
      reading = Optional.of(consumer);
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER);
      long lookAgain = System.nanoTime() + NEW_PARTITIONS.toNanos();
      KafkaPulse pulse = KafkaPulse.of(consumer);
      while (isOpen()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          decoder.accept(record);
        }
        caughtUp = caughtUp || hasReached(consumer, ends);
        silence = pulse.trouble(System.nanoTime());
        if (System.nanoTime() > lookAgain) {
          if (partitionCount(consumer) > partitions.size()) {
            log.info("routes have more partitions topic={}", topic);
            return;
          }
          lookAgain = System.nanoTime() + NEW_PARTITIONS.toNanos();
        }
      }
    } finally {
      reading = Optional.empty();
    }
  }

  private List<TopicPartition> partitions(Consumer<?, ?> consumer) {
    Collection<PartitionInfo> found = consumer.partitionsFor(topic, ANSWER);
    if (found.isEmpty()) {
      throw new IllegalStateException(
          "Expected topic '%s', but it does not exist (create it with 'turnout topics create')"
              .formatted(topic));
    }
    return found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  private int partitionCount(Consumer<?, ?> consumer) {
    try {
      return consumer.partitionsFor(topic, Duration.ofSeconds(1)).size();
    } catch (WakeupException e) {
      throw e;
    } catch (RuntimeException e) {
      // Kafka is away; the tables that were read stay good.
      return 0;
    }
  }

  private static boolean hasReached(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), ANSWER) >= end.getValue());
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void sleep(Duration wait) {
    try {
      // Many nodes that lost Kafka together shall not come back together.
      long some = ThreadLocalRandom.current().nextLong(wait.toMillis() / 2 + 1);
      boolean unused = closed.await(wait.toMillis() / 2 + some, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  private static Duration longer(Duration wait) {
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
  }
}
