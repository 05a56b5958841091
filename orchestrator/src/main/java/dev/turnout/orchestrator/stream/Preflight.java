package dev.turnout.orchestrator.stream;

import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.RolloutState;
import dev.turnout.events.RouteTable;
import dev.turnout.schemas.Refusal;
import dev.turnout.schemas.RegistryClient;
import dev.turnout.schemas.RegistryConfig;
import dev.turnout.schemas.RegistryException;
import dev.turnout.schemas.Role;
import dev.turnout.schemas.Serdes;
import dev.turnout.schemas.TopicDifference;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.TopicsAdmin;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * What must hold before the first decision: the topics are right, and the messages are registered.
 */
final class Preflight {

  private final OrchestratorConfig config;
  private final Admin admin;

  Preflight(OrchestratorConfig config, Admin admin) {
    this.config = config;
    this.admin = admin;
  }

  /**
   * @throws OrchestratorException with everything that is wrong and what to do about it
   */
  void check() {
    try {
      checkTopics();
      registerSchemas();
    } catch (RegistryException e) {
      throw new OrchestratorException(
          "Expected the schema registry to answer, but: " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw new OrchestratorException(
          "Expected Kafka at '%s' to answer, but: %s"
              .formatted(
                  config.kafka().get("bootstrap.servers"), Refusal.sentence(e, Role.ORCHESTRATOR)),
          e);
    }
  }

  private void checkTopics() {
    var topics =
        new TopicsAdmin(
            admin, config.topics(), config.createTopics().orElse(TopicSettings.production()));
    if (config.createTopics().isPresent()) {
      topics.create();
    }
    List<TopicDifference> differences = topics.verify();
    if (!differences.isEmpty()) {
      throw new OrchestratorException(
          differences.stream().map(TopicDifference::message).collect(Collectors.joining("\n")));
    }
  }

  /**
   * So that no decision has to wait for the registry. Another serializer than ours does it itself.
   */
  private void registerSchemas() {
    if (config.kafka().containsKey(Serdes.VALUE_SERIALIZER)) {
      return;
    }
    var registry = new RegistryClient(RegistryConfig.from(ClientSettings.serde(config)));
    Topics topics = config.topics();
    Map<String, Schema> written =
        Map.of(
            topics.journal(), JournalEntry.getClassSchema(),
            topics.routes(), RouteTable.getClassSchema(),
            topics.rollouts(), RolloutState.getClassSchema(),
            topics.commands(), RolloutCommand.getClassSchema());
    written.forEach((topic, schema) -> registry.idFor(topic + "-value", schema));
  }
}
