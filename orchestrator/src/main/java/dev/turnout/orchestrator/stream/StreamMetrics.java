package dev.turnout.orchestrator.stream;

import dev.turnout.orchestrator.desk.DeskMeter;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.rollout.CommandAccepted;
import dev.turnout.orchestrator.rollout.CommandRefused;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Counts what the runtime does. Thread-safe. */
final class StreamMetrics implements DeskMeter {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15)
  };

  private final MeterRegistry registry;
  private final AtomicLong partitions = new AtomicLong();
  private final AtomicLong models = new AtomicLong();
  private final Map<InputTopic, AtomicLong> lags = new EnumMap<>(InputTopic.class);
  private final Timer commitTime;
  private final Timer decisionTime;

  StreamMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.commitTime = timer(StreamMeter.COMMIT_TIME);
    this.decisionTime = timer(StreamMeter.DECISION_TIME);
    gauge(StreamMeter.PARTITIONS, partitions);
    gauge(StreamMeter.MODELS, models);
    for (InputTopic topic : InputTopic.values()) {
      AtomicLong lag = new AtomicLong();
      lags.put(topic, lag);
      gauge(StreamMeter.LAG, lag, StreamMeter.LAG.tags().get(0), word(topic));
    }
    ready();
  }

  @Override
  public void input(InputTopic topic) {
    count(StreamMeter.INPUTS, word(topic));
  }

  @Override
  public void entry(RolloutEvent event) {
    count(StreamMeter.ENTRIES, event.word());
    if (event instanceof CommandAccepted accepted) {
      count(StreamMeter.COMMANDS, accepted.command(), "accepted");
    } else if (event instanceof CommandRefused refused) {
      count(
          StreamMeter.COMMANDS,
          refused.command(),
          refused.turnedAway() ? "turned-away" : "refused");
    }
  }

  @Override
  public void poison(InputTopic topic) {
    count(StreamMeter.POISON, word(topic));
  }

  void tick() {
    count(StreamMeter.TICKS);
  }

  void committed(Duration took) {
    count(StreamMeter.TRANSACTIONS, "committed");
    commitTime.record(took);
  }

  void failed() {
    count(StreamMeter.TRANSACTIONS, "failed");
  }

  /** The clocks of broker and process may differ, so that a short time may come out negative. */
  void decided(Duration took) {
    decisionTime.record(took.isNegative() ? Duration.ZERO : took);
  }

  void restored(int count) {
    counter(StreamMeter.RESTORED).increment(count);
  }

  void rejoined() {
    count(StreamMeter.REJOINS);
  }

  void peerRemoved() {
    count(StreamMeter.PEERS_REMOVED);
  }

  /** Shows how many lifelines are held; asked for whenever somebody looks. */
  void lifelines(Supplier<Number> held) {
    Gauge.builder(StreamMeter.LIFELINES.meterName(), held)
        .description(StreamMeter.LIFELINES.description())
        .register(registry);
  }

  void owns(long partitionCount, long modelCount) {
    partitions.set(partitionCount);
    models.set(modelCount);
  }

  void lag(InputTopic topic, long records) {
    AtomicLong lag = lags.get(topic);
    if (lag != null) {
      lag.set(records);
    }
  }

  /** Counters that never counted shall be there with 0, so that an alert on them can be written. */
  private void ready() {
    counter(StreamMeter.RESTORED);
    counter(StreamMeter.REJOINS);
    counter(StreamMeter.TICKS);
    counter(StreamMeter.PEERS_REMOVED);
    counter(StreamMeter.TRANSACTIONS, "committed");
    counter(StreamMeter.TRANSACTIONS, "failed");
    for (InputTopic topic : InputTopic.values()) {
      counter(StreamMeter.INPUTS, word(topic));
      counter(StreamMeter.POISON, word(topic));
    }
  }

  private void count(StreamMeter meter, String... tagValues) {
    counter(meter, tagValues).increment();
  }

  private Counter counter(StreamMeter meter, String... tagValues) {
    Counter.Builder builder = Counter.builder(meter.meterName()).description(meter.description());
    for (int i = 0; i < tagValues.length; i++) {
      builder.tag(meter.tags().get(i), tagValues[i]);
    }
    return builder.register(registry);
  }

  private Timer timer(StreamMeter meter) {
    return Timer.builder(meter.meterName())
        .description(meter.description())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private void gauge(StreamMeter meter, AtomicLong value, String... tags) {
    Gauge.builder(meter.meterName(), value, AtomicLong::doubleValue)
        .description(meter.description())
        .tags(tags)
        .register(registry);
  }

  private static String word(InputTopic topic) {
    return topic.name().toLowerCase(java.util.Locale.ROOT);
  }
}
