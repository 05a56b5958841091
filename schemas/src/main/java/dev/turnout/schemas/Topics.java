package dev.turnout.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Utils;

/**
 * The names of one installation's topics, and of its consumer group and transactions. The prefix
 * lets several installations share one cluster: {@code new Topics("staging")} has {@code
 * staging.commands} and so on.
 */
public record Topics(String prefix) {

  /** The prefix of an installation that has the cluster to itself. */
  public static final String DEFAULT_PREFIX = "turnout";

  static {
    // Whoever has topics makes records, and even their builders need it.
    RecordTypes.trust();
  }

  private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}");

  public Topics {
    if (!PREFIX.matcher(prefix).matches() || prefix.endsWith(".")) {
      throw new IllegalArgumentException(
          "Expected a topic prefix of 1 to 100 letters, digits, '.', '_' or '-', not ending in '.', but got '"
              + prefix
              + "' (such as 'turnout' or 'staging')");
    }
  }

  /** The topics of {@code turnout.*}. */
  public static Topics standard() {
    return new Topics(DEFAULT_PREFIX);
  }

  public String name(Topic topic) {
    return prefix + "." + topic.suffix();
  }

  public String commands() {
    return name(Topic.COMMANDS);
  }

  public String metrics() {
    return name(Topic.METRICS);
  }

  public String agents() {
    return name(Topic.AGENTS);
  }

  public String routes() {
    return name(Topic.ROUTES);
  }

  public String journal() {
    return name(Topic.JOURNAL);
  }

  public String rollouts() {
    return name(Topic.ROLLOUTS);
  }

  public String deadLetters() {
    return name(Topic.DEAD_LETTERS);
  }

  /** State of the bridges; only where bridges are. */
  public String bridge() {
    return name(Topic.BRIDGE_STATE);
  }

  /** What happens, as CloudEvents; only where a notifier writes it. */
  public String notifications() {
    return name(Topic.NOTIFICATIONS);
  }

  /**
   * The topics that one orchestrator consumes together, in a fixed order: commands, metrics,
   * agents.
   */
  public List<String> inputs() {
    return List.of(commands(), metrics(), agents());
  }

  /** Every topic that every installation has, in the order of {@link Topic}. */
  public List<String> all() {
    var names = new ArrayList<String>();
    for (Topic topic : Topic.required()) {
      names.add(name(topic));
    }
    return List.copyOf(names);
  }

  /** The consumer group in which the orchestrators of this installation share the partitions. */
  public String orchestratorGroup() {
    return prefix + ".orchestrator";
  }

  /** The consumer group in which the orchestrators share the journal to tell MLflow of it. */
  public String mlflowGroup() {
    return prefix + ".mlflow";
  }

  /** What the groups and transactional ids of this installation's bridges begin with. */
  public String bridgePrefix() {
    return prefix + ".bridge-";
  }

  /** What the consumer groups of this installation's notifiers begin with. */
  public String notifierPrefix() {
    return prefix + ".notifier-";
  }

  /** What every transactional id of this installation's orchestrators begins with. */
  public String transactionalIdPrefix() {
    return prefix + ".orchestrator-";
  }

  /**
   * The partition in which every record of a model lies: what the Java producer does by default
   * (murmur2 of the key's UTF-8 bytes, without the sign bit, modulo the count).
   *
   * @param partitions at least 1
   */
  public static int partitionOf(String model, int partitions) {
    return Utils.toPositive(Utils.murmur2(model.getBytes(UTF_8))) % partitions;
  }

  /**
   * The broker-side configuration of a topic. Time is the broker's everywhere: one clock, and one
   * that replays.
   */
  public static Map<String, String> configuration(Topic topic, TopicSettings settings) {
    var configuration = new LinkedHashMap<String, String>();
    configuration.put(TopicConfig.CLEANUP_POLICY_CONFIG, topic.cleanup().policy());
    configuration.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(settings.retentionMs(topic)));
    configuration.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    configuration.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(settings.minInsyncReplicas()));
    if (topic.cleanup() == Topic.Cleanup.COMPACT) {
      configuration.put(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1");
      configuration.put(TopicConfig.SEGMENT_MS_CONFIG, "3600000");
      // What is not compacted yet is read at every start: with the usual 1 GiB, minutes of it.
      configuration.put(TopicConfig.SEGMENT_BYTES_CONFIG, "67108864");
    }
    return configuration;
  }
}
