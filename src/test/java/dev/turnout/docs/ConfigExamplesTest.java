package dev.turnout.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.config.AgentConfig;
import dev.turnout.agents.config.ModelConfig;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example configurations are what the programs read. */
class ConfigExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "docs", "config");

  @Test
  void shouldReadTheAgentsExample() throws IOException {
    AgentConfig config = AgentConfig.parse(example("agent.yaml"), "agent.yaml");

    assertThat(config.models()).extracting(ModelConfig::name).containsExactly("fraud", "scoring");
  }

  @Test
  void shouldReadTheOrchestratorsExample() throws IOException {
    OrchestratorConfig config =
        OrchestratorConfig.parse(example("orchestrator.yaml"), "orchestrator.yaml");

    assertThat(config.instanceId()).isEqualTo("orchestrator-1");
    assertThat(config.createTopics()).isPresent();
  }

  private static String example(String name) throws IOException {
    return Files.readString(EXAMPLES.resolve(name));
  }
}
