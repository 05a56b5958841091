package dev.turnout.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.events.JournalEntry;
import dev.turnout.notify.delivery.Post;
import dev.turnout.notify.delivery.Progress;
import dev.turnout.notify.delivery.Sender;
import dev.turnout.notify.delivery.Webhook;
import dev.turnout.notify.message.Format;
import dev.turnout.notify.message.Notice;
import dev.turnout.notify.message.Notices;
import dev.turnout.schemas.DeadLetter;
import dev.turnout.schemas.Serdes;
import dev.turnout.schemas.UndecodableRecordException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the journal once through and tells of it. The position that is committed is that of the
 * oldest notice that somebody does not have, and beside it how much further the others are: what
 * was not told is told after a restart.
 */
final class Herald implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Herald.class);
  private static final Duration TURN = Duration.ofMillis(100);
  private static final String TOPIC = "topic";

  /** Among positions of receivers; no webhook has this name. */
  private static final String TOPIC_POSITION = "@topic";

  private final NotifyConfig config;
  private final NotifyStatus status;
  private final InstantSource clock;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Deserializer<Object> values;
  private final Notices notices;
  private final Post post;
  private final List<Future<?>> written = new ArrayList<>();
  private final Map<TopicPartition, Long> published = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

  Herald(NotifyConfig config, NotifyStatus status, InstantSource clock) {
    this.config = config;
    this.status = status;
    this.clock = clock;
    this.notices = new Notices(config.source());
    this.post = new Post(config.webhooks(), new Sender(), new Fates());
    this.values = Serdes.valueDeserializer(config.kafka());
    this.producer =
        new KafkaProducer<>(
            config.producer(), new ByteArraySerializer(), new ByteArraySerializer());
    this.consumer =
        new KafkaConsumer<>(
            config.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Tells until it is to stop, or fails. */
  void tell(BooleanSupplier stopping) {
    consumer.subscribe(List.of(config.topics().journal()), new Assignment());
    while (!stopping.getAsBoolean()) {
      consumer.poll(TURN).forEach(this::take);
      post.turn(clock.instant());
      commit();
      status.stands(post.waiting(), post.troubles());
      if (!consumer.assignment().isEmpty()) {
        status.well();
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
    producer.close(Duration.ofSeconds(2));
    values.close();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.value() != null
          && values.deserialize(record.topic(), record.value()) instanceof JournalEntry entry) {
        Notice notice = notices.of(entry);
        if (wants(notice) && record.offset() >= published(partitionOf(record))) {
          publish(notice);
        }
        post.take(notice, record);
      }
    } catch (UndecodableRecordException | IllegalArgumentException e) {
      LOG.warn("journal entry passed over offset={} reason={}", record.offset(), e.getMessage());
    }
  }

  private void publish(Notice notice) {
    ProducerRecord<byte[], byte[]> event =
        new ProducerRecord<>(
            config.topics().notifications(),
            null,
            notice.model().getBytes(UTF_8),
            Format.CLOUDEVENTS.write(notice),
            List.of(
                new RecordHeader(
                    "content-type", Format.CLOUDEVENTS.contentType().getBytes(UTF_8))));
    written.add(producer.send(event));
    status.count(TOPIC, "arrived");
  }

  private boolean wants(Notice notice) {
    return config.topic().stream().anyMatch(type -> type.matcher(notice.type()).matches());
  }

  private long published(TopicPartition partition) {
    return published.getOrDefault(partition, 0L);
  }

  private static TopicPartition partitionOf(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  private void commit() {
    awaitWritten();
    Map<TopicPartition, OffsetAndMetadata> changed = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      OffsetAndMetadata next = progress(partition).write();
      if (!next.equals(committed.put(partition, next))) {
        changed.put(partition, next);
      }
    }
    if (!changed.isEmpty()) {
      consumer.commitSync(changed);
    }
  }

  private Progress progress(TopicPartition partition) {
    long position = consumer.position(partition);
    Map<String, Long> told = new HashMap<>(post.told(partition, position));
    if (!config.topic().isEmpty()) {
      told.put(TOPIC_POSITION, Math.max(position, published(partition)));
    }
    return Progress.of(told);
  }

  /** The position moves on only behind what the brokers have. */
  private void awaitWritten() {
    for (Future<?> one : written) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new KafkaException("Cannot write notifications: " + e.getCause(), e);
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }
    written.clear();
  }

  private final class Fates implements Post.Listener {
    @Override
    public void arrived(Webhook webhook, Notice notice) {
      status.count(webhook.name(), "arrived");
      LOG.debug("notice arrived receiver={} id={}", webhook.name(), notice.id());
    }

    @Override
    public void failed(Webhook webhook, Notice notice, String reason) {
      status.count(webhook.name(), "failed");
      LOG.warn("notice not taken receiver={} id={} reason={}", webhook.name(), notice.id(), reason);
    }

    @Override
    public void givenUp(Webhook webhook, ConsumerRecord<byte[], byte[]> origin, String reason) {
      status.count(webhook.name(), "given-up");
      LOG.error(
          "notice given up receiver={} offset={} reason={}",
          webhook.name(),
          origin.offset(),
          reason);
      DeadLetter letter =
          DeadLetter.of(
              origin, "Expected %s to take a notice, but %s".formatted(webhook.name(), reason));
      written.add(
          producer.send(
              new ProducerRecord<>(
                  config.topics().deadLetters(),
                  null,
                  letter.key(),
                  letter.value(),
                  letter.headers())));
    }
  }

  /** What is another notifier's now is told by that one. */
  private final class Assignment implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      // The first position is fixed at once, so that nothing is missed before the first notice.
      partitions.forEach(consumer::position);
      consumer
          .committed(Set.copyOf(partitions))
          .forEach(
              (partition, known) ->
                  Optional.ofNullable(known).ifPresent(k -> resume(partition, k)));
    }

    private void resume(TopicPartition partition, OffsetAndMetadata known) {
      Progress progress = Progress.read(known);
      post.resume(partition, progress);
      published.put(partition, progress.of(TOPIC_POSITION));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      partitions.forEach(post::drop);
      partitions.forEach(published::remove);
      partitions.forEach(committed::remove);
    }
  }
}
