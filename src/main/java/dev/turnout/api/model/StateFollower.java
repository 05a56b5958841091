package dev.turnout.api.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.bus.Connection;
import dev.turnout.bus.TopicReader;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.policy.OfficeName;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Keeps the models' states up to date. Busy models write several states a second: only the newest
 * of a while is decoded.
 */
final class StateFollower extends Follower {
  private static final Duration WHILE = Duration.ofMillis(400);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, ModelView> models;
  private final Map<String, RolloutState> offices;
  private final Feed feed;
  private final Map<String, ConsumerRecord<byte[], byte[]>> waiting = new HashMap<>();
  private long takenAt = System.nanoTime();
  private volatile int partitions = 1;

  StateFollower(
      Connection connection,
      Map<String, ModelView> models,
      Map<String, RolloutState> offices,
      Feed feed) {
    super(connection, connection.topics().rollouts());
    this.models = models;
    this.offices = offices;
    this.feed = feed;
  }

  @Override
  void begin(TopicReader reader) {
    waiting.clear();
    partitions = reader.partitionCount();
    reader.seekToBeginning();
    reader.readToEnd(this::await);
    Set<String> gone = new HashSet<>(models.keySet());
    gone.removeAll(waiting.keySet());
    takeWaiting(reader);
    models.keySet().removeAll(gone);
  }

  @Override
  void next(TopicReader reader) {
    reader.poll(POLL).forEach(this::await);
    if (!waiting.isEmpty() && System.nanoTime() - takenAt > WHILE.toNanos()) {
      takeWaiting(reader);
    }
  }

  private void await(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    waiting.put(new String(record.key(), UTF_8), record);
  }

  /** Of the topic, a count from 1. */
  int partitions() {
    return partitions;
  }

  private void takeWaiting(TopicReader reader) {
    waiting.forEach((model, record) -> take(reader, model, record));
    waiting.clear();
    takenAt = System.nanoTime();
  }

  private void take(TopicReader reader, String model, ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      models.remove(model);
      offices.remove(model);
      return;
    }
    reader
        .decode(record, RolloutState.class)
        .filter(state -> state.getModel().equals(model))
        .ifPresent(this::take);
  }

  private void take(RolloutState state) {
    if (OfficeName.isReserved(state.getModel())) {
      offices.put(state.getModel(), state);
    } else {
      change(ModelView.of(state));
    }
  }

  private void change(ModelView now) {
    ModelView before = models.put(now.model(), now);
    feed.stateChanged(now.model(), before == null || !before.summary().equals(now.summary()));
  }
}
