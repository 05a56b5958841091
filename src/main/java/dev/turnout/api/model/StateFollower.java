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
  private final Feed feed;
  private final Map<String, ConsumerRecord<byte[], byte[]>> waiting = new HashMap<>();
  private long takenAt = System.nanoTime();

  StateFollower(Connection connection, Map<String, ModelView> models, Feed feed) {
    super(connection, connection.topics().rollouts());
    this.models = models;
    this.feed = feed;
  }

  @Override
  void begin(TopicReader reader) {
    waiting.clear();
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
    String model = new String(record.key(), UTF_8);
    if (!OfficeName.isReserved(model)) {
      waiting.put(model, record);
    }
  }

  private void takeWaiting(TopicReader reader) {
    waiting.forEach((model, record) -> take(reader, model, record));
    waiting.clear();
    takenAt = System.nanoTime();
  }

  private void take(TopicReader reader, String model, ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      models.remove(model);
      return;
    }
    reader
        .decode(record, RolloutState.class)
        .filter(state -> state.getModel().equals(model))
        .map(ModelView::of)
        .ifPresent(this::change);
  }

  private void change(ModelView now) {
    ModelView before = models.put(now.model(), now);
    feed.stateChanged(now.model(), before == null || !before.summary().equals(now.summary()));
  }
}
