package dev.turnout.agents.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.config.AgentConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the guide says is what the agent does. */
class AgentDocsTest {
  private static final Path DOCS = Path.of("..", "docs");

  @Test
  void shouldHaveAnExampleThatIsAccepted() throws IOException {
    String example = Files.readString(DOCS.resolve("examples/config/agent.yaml"));

    assertThat(AgentConfig.parse(example, "agent.yaml").models()).hasSize(2);
  }
}
