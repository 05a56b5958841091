package dev.turnout.agents.config;

import dev.turnout.schemas.OAuthLogin;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Settings of Kafka's clients and of the schema registry's, by their own names. At least {@code
 * bootstrap.servers} and {@code schema.registry.url}; any client setting besides, such as {@code
 * security.protocol}. Values may be secrets and are never shown.
 */
public record KafkaSettings(Map<String, String> properties) {
  public KafkaSettings {
    properties = OAuthLogin.complete(properties);
    for (String key : new String[] {"bootstrap.servers", "schema.registry.url"}) {
      if (properties.getOrDefault(key, "").isBlank()) {
        throw new IllegalArgumentException(
            "Expected '%s' in the Kafka settings, but it is missing".formatted(key));
      }
    }
  }

  /** Without security, for a broker and a registry of one's own. */
  public static KafkaSettings of(String bootstrapServers, String registryUrl) {
    return new KafkaSettings(
        Map.of("bootstrap.servers", bootstrapServers, "schema.registry.url", registryUrl));
  }

  /** The settings with others that are laid over them. */
  public Map<String, Object> with(Map<String, ?> others) {
    Map<String, Object> merged = new TreeMap<>(properties);
    merged.putAll(others);
    return merged;
  }

  /** The settings under others that give way to them. */
  public Map<String, Object> over(Map<String, ?> defaults) {
    Map<String, Object> merged = new TreeMap<>(defaults);
    merged.putAll(properties);
    return merged;
  }

  @Override
  public String toString() {
    return "KafkaSettings" + new TreeSet<>(properties.keySet());
  }
}
