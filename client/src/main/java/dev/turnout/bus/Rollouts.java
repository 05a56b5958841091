package dev.turnout.bus;

import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.policy.OfficeName;
import dev.turnout.output.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The current state of all models, read from the compacted topic and kept up to date. */
public final class Rollouts implements AutoCloseable {
  private final TopicReader reader;
  private final Map<String, RolloutState> states = new TreeMap<>();
  private final Map<String, RolloutState> offices = new TreeMap<>();

  private Rollouts(TopicReader reader) {
    this.reader = reader;
  }

  /** Reads all there is now. */
  public static Rollouts read(Connection connection) {
    Rollouts rollouts = new Rollouts(TopicReader.ofAll(connection, connection.topics().rollouts()));
    rollouts.reader.seekToBeginning();
    rollouts.reader.readToEnd(rollouts::take);
    return rollouts;
  }

  /** Every model's state, by the name of the model. */
  public List<RolloutState> all() {
    return List.copyOf(states.values());
  }

  /** What lies under the reserved names: the policy of each partition. */
  public Map<String, RolloutState> offices() {
    return Collections.unmodifiableMap(offices);
  }

  /** Partitions of the topic, a count from 1. */
  public int partitions() {
    return reader.partitionCount();
  }

  /** Waits for changes and takes them in; whether there were any. */
  public boolean update(Duration wait) {
    List<ConsumerRecord<byte[], byte[]>> records = reader.poll(wait);
    records.forEach(this::take);
    return !records.isEmpty();
  }

  /** The state of one model. */
  public Optional<RolloutState> of(String model) {
    return Optional.ofNullable(states.get(model));
  }

  /**
   * The state that is meant by the name of a rollout, the id of an attempt or the name of a model,
   * in this order.
   *
   * @throws Failure saying which rollouts there are
   */
  public RolloutState find(String name) {
    return first(state -> name.equals(state.getRollout()))
        .or(() -> first(state -> name.equals(state.getRolloutId())))
        .or(() -> of(name))
        .orElseThrow(
            () ->
                Failure.invalid(
                    "Expected the name of a rollout or a model, but got '%s' (known are: %s)",
                    name, known()));
  }

  private Optional<RolloutState> first(Predicate<RolloutState> wanted) {
    return states.values().stream().filter(wanted).findFirst();
  }

  private String known() {
    List<String> names =
        states.values().stream()
            .map(state -> state.getRollout() == null ? state.getModel() : state.getRollout())
            .limit(20)
            .toList();
    return names.isEmpty() ? "none yet" : String.join(", ", names);
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    String model = new String(record.key(), StandardCharsets.UTF_8);
    Map<String, RolloutState> kept = OfficeName.isReserved(model) ? offices : states;
    if (record.value() == null) {
      kept.remove(model);
    } else {
      reader.decode(record, RolloutState.class).ifPresent(state -> kept.put(model, state));
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
