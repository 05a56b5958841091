package dev.turnout.schemas;

import java.time.Duration;

/**
 * How the topics of one installation are created.
 *
 * @param partitions the same for every topic, 1 to 10,000; too few limits how many orchestrators
 *     share the work, and the number cannot be changed later without moving models to other
 *     partitions
 * @param replicationFactor copies of each record, 1 to 32,767; 3 survives the loss of one broker
 *     without a pause
 * @param metricsRetention how long metric reports can be replayed, at least a minute
 * @param agentsRetention how long agent reports, and notifications, are kept, at least a minute
 * @param deadLettersRetention how long records that could not be read wait for a person, at least a
 *     minute
 */
public record TopicSettings(
    int partitions,
    short replicationFactor,
    Duration metricsRetention,
    Duration agentsRetention,
    Duration deadLettersRetention) {

  private static final Duration SHORTEST_RETENTION = Duration.ofMinutes(1);

  public TopicSettings {
    if (partitions < 1 || partitions > 10_000) {
      throw new IllegalArgumentException(
          "Expected partitions in [1, 10000], but got " + partitions + " (6 suits most)");
    }
    if (replicationFactor < 1) {
      throw new IllegalArgumentException(
          "Expected a replication factor of at least 1, but got "
              + replicationFactor
              + " (3 in production)");
    }
    requireLongEnough("metrics", metricsRetention);
    requireLongEnough("agents", agentsRetention);
    requireLongEnough("dead-letters", deadLettersRetention);
  }

  /** Six partitions, three replicas, a week of reports and four weeks of dead letters. */
  public static TopicSettings production() {
    return new TopicSettings(
        6, (short) 3, Duration.ofDays(7), Duration.ofDays(7), Duration.ofDays(28));
  }

  /** The same for a single broker. */
  public static TopicSettings singleBroker() {
    return production().withReplicationFactor(1);
  }

  public TopicSettings withPartitions(int count) {
    return new TopicSettings(
        count, replicationFactor, metricsRetention, agentsRetention, deadLettersRetention);
  }

  public TopicSettings withReplicationFactor(int copies) {
    return new TopicSettings(
        partitions, (short) copies, metricsRetention, agentsRetention, deadLettersRetention);
  }

  /** Value of {@code retention.ms} in milliseconds; -1 where nothing expires by age. */
  long retentionMs(Topic topic) {
    return switch (topic) {
      case METRICS -> metricsRetention.toMillis();
      case AGENTS -> agentsRetention.toMillis();
      case DEAD_LETTERS -> deadLettersRetention.toMillis();
      case NOTIFICATIONS -> agentsRetention.toMillis();
      case COMMANDS, ROUTES, JOURNAL, ROLLOUTS, BRIDGE_STATE -> -1;
    };
  }

  /** One broker may be away without stopping writes, unless there is only one copy. */
  int minInsyncReplicas() {
    return Math.max(1, replicationFactor - 1);
  }

  private static void requireLongEnough(String topic, Duration retention) {
    if (retention.compareTo(SHORTEST_RETENTION) < 0) {
      throw new IllegalArgumentException(
          "Expected the retention of %s to be at least 1m, but got %s (a week is P7D)"
              .formatted(topic, retention));
    }
  }
}
