package dev.turnout.agents.agent;

import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.schemas.Serdes;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** How an agent reads the route topic: all of it, in no group, and only what is committed. */
public final class RouteConsumerConfig {
  private static final Map<String, ?> DEFAULTS =
      Map.of(
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
          ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "2000",
          ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "500");
  private static final Map<String, ?> MUST =
      Map.of(
          ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");

  private RouteConsumerConfig() {}

  /**
   * Settings of a consumer of bytes.
   *
   * @param clientId its name, unless the settings have one
   */
  public static Map<String, Object> of(KafkaSettings settings, String clientId) {
    Map<String, Object> config = settings.over(DEFAULTS);
    config.putAll(MUST);
    config.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    config.remove(Serdes.VALUE_SERIALIZER);
    config.remove(Serdes.VALUE_DESERIALIZER);
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return config;
  }
}
