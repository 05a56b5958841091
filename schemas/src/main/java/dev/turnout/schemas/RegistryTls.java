package dev.turnout.schemas;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Whom a client of the registry trusts, and who it says it is, from the keys of Kafka's clients.
 */
final class RegistryTls {
  private static final String KAFKA = "ssl.";
  private static final String OWN = "schema.registry.ssl.";

  private RegistryTls() {}

  /**
   * What the settings say; empty if they say nothing, or no address needs it.
   *
   * @throws ConfigException when a file cannot be used; no secret is in the message
   */
  static Optional<SSLContext> context(List<URI> urls, Map<String, ?> config) {
    Map<String, Object> settings = settings(config);
    boolean needed = urls.stream().anyMatch(url -> "https".equals(url.getScheme()));
    return needed && !settings.isEmpty() ? Optional.of(context(settings)) : Optional.empty();
  }

  /** Of the registry's own if there is one, else those of the brokers: never some of each. */
  private static Map<String, Object> settings(Map<String, ?> config) {
    Map<String, Object> own = beginningWith(OWN, config);
    return own.isEmpty() ? beginningWith(KAFKA, config) : own;
  }

  private static Map<String, Object> beginningWith(String prefix, Map<String, ?> config) {
    Map<String, Object> found = new TreeMap<>();
    config.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(KAFKA + key.substring(prefix.length()), value);
          }
        });
    return found;
  }

  private static SSLContext context(Map<String, Object> settings) {
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      ConfigDef keys = new ConfigDef().withClientSslSupport();
      factory.configure(new AbstractConfig(keys, settings, false).values());
      return factory.sslContext();
    } catch (KafkaException e) {
      String reason = Refusal.bottom(e);
      String said = String.valueOf(e.getMessage());
      throw new ConfigException(
          "Expected '%s*' or '%s*' to name what the registry's certificate is checked with, but: %s"
              .formatted(OWN, KAFKA, said.contains(reason) ? said : said + ": " + reason));
    }
  }
}
