package dev.turnout.bus;

import dev.turnout.schemas.CommandSigner;
import dev.turnout.schemas.OAuthLogin;
import dev.turnout.schemas.RecordTypes;
import dev.turnout.schemas.RegistryConfig;
import dev.turnout.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Where the bus is and how to talk to it.
 *
 * @param properties properties of Kafka's clients and of the serde, secrets among them
 * @param topics names of the installation's topics
 * @param signer signs the commands that are published
 */
public record Connection(Map<String, Object> properties, Topics topics, CommandSigner signer) {
  private static final String ANSWER_WITHIN_MS = "10000";

  static {
    // Whoever has a connection builds records.
    RecordTypes.trust();
  }

  public Connection {
    Map<String, Object> complete = new HashMap<>(OAuthLogin.missing(properties));
    complete.putAll(properties);
    properties = Map.copyOf(complete);
  }

  /** A connection whose commands are not signed. */
  public Connection(Map<String, Object> properties, Topics topics) {
    this(properties, topics, CommandSigner.NONE);
  }

  /** The same connection, whose commands are signed. */
  public Connection withSigner(CommandSigner other) {
    return new Connection(properties, topics, other);
  }

  /** The addresses that are tried first. */
  public String bootstrap() {
    return String.valueOf(properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
  }

  /** The addresses of the schema registry. */
  public String registry() {
    return String.valueOf(properties.get(RegistryConfig.URL));
  }

  /**
   * Closes a consumer without a group. Nothing is committed and nobody waits for it, so it does not
   * wait either: until the broker has answered its last, empty fetch, half a second would pass.
   */
  static void close(KafkaConsumer<?, ?> consumer) {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  /** For a consumer without a group that sees committed records only. */
  Map<String, Object> forConsumer() {
    Map<String, Object> config = patient();
    config.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    config.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return config;
  }

  /** For a producer whose records are written once, or fail within the time limit. */
  Map<String, Object> forProducer() {
    Map<String, Object> config = patient();
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWER_WITHIN_MS);
    config.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    return config;
  }

  /** For an admin client, and for the serde. */
  Map<String, Object> patient() {
    Map<String, Object> config = new HashMap<>(properties);
    config.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    config.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, "5000");
    config.putIfAbsent(RegistryConfig.MAX_RETRIES, "1");
    return config;
  }

  @Override
  public String toString() {
    return "Connection[bootstrap=%s, registry=hidden, topics=%s]".formatted(bootstrap(), topics);
  }
}
