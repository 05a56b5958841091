package dev.turnout.testing;

import dev.turnout.schemas.RegistryClient;
import dev.turnout.schemas.RegistryConfig;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.TopicsAdmin;
import dev.turnout.schemas.TurnoutSerde;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * The broker and registry of the test JVM, with topics of the test class's own.
 *
 * @param bootstrapServers for Kafka clients
 * @param registryUrl for {@code schema.registry.url}
 * @param topics under a prefix that no other test class has; not created yet
 */
public record TestBus(String bootstrapServers, String registryUrl, Topics topics) {

  /** The two keys every program needs. */
  public Map<String, Object> config() {
    return Map.of("bootstrap.servers", bootstrapServers, "schema.registry.url", registryUrl);
  }

  /** A new admin client; the caller closes it. */
  public Admin admin() {
    return Admin.create(config());
  }

  public TurnoutSerde serde() {
    return new TurnoutSerde(new RegistryClient(RegistryConfig.from(config())));
  }

  /**
   * Creates the class's topics with so many partitions and one replica; may be called by every
   * test.
   */
  public void createTopics(int partitions) {
    try (Admin admin = admin()) {
      new TopicsAdmin(admin, topics, TopicSettings.singleBroker().withPartitions(partitions))
          .create();
    }
  }
}
