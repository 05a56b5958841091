package dev.turnout.schemas;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;

/**
 * Tells whether Kafka answers a consumer: a client that waits for records gets an answer at least
 * every half second, even if it is empty. A broker that is gone, hangs or cannot be reached is
 * silent. Used by one thread, after each poll.
 */
public final class KafkaPulse {

  /** Shorter silences are nothing worth saying. */
  public static final Duration WORTH_SAYING = Duration.ofSeconds(5);

  private final DoubleSupplier received;
  private double last;
  private long changedAt;

  /**
   * @param received bytes that came in so far
   * @param nowNanos of the process's steady clock
   */
  KafkaPulse(DoubleSupplier received, long nowNanos) {
    this.received = received;
    this.last = received.getAsDouble();
    this.changedAt = nowNanos;
  }

  /** Listens to what comes in to a consumer that polls. */
  public static KafkaPulse of(Consumer<?, ?> consumer) {
    Metric bytes =
        consumer.metrics().values().stream()
            .filter(metric -> metric.metricName().name().equals("incoming-byte-total"))
            .filter(metric -> metric.metricName().group().equals("consumer-metrics"))
            .findFirst()
            .orElseThrow();
    return new KafkaPulse(() -> (Double) bytes.metricValue(), System.nanoTime());
  }

  /**
   * What to say about it; empty while Kafka answers.
   *
   * @param nowNanos of the process's steady clock
   */
  public Optional<String> trouble(long nowNanos) {
    double now = received.getAsDouble();
    if (now != last) {
      last = now;
      changedAt = nowNanos;
    }
    Duration silent = Duration.ofNanos(nowNanos - changedAt);
    return silent.compareTo(WORTH_SAYING) < 0
        ? Optional.empty()
        : Optional.of("Kafka has not answered for %d s".formatted(silent.toSeconds()));
  }
}
