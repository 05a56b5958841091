package dev.turnout.agents.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.config.AgentConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the guide says is what the agent does. */
class AgentDocsTest {
  private static final Path DOCS = Path.of("..", "docs");

  @Test
  void shouldListEveryMetric() throws IOException {
    String table =
        Arrays.stream(AgentMeter.values())
            .map(
                meter ->
                    "| `%s` | %s | %s |"
                        .formatted(
                            meter.meterName(),
                            String.join(", ", meter.tags()),
                            meter.description()))
            .collect(Collectors.joining("\n"));

    assertThat(Files.readString(DOCS.resolve("agent.md"))).contains(table);
  }

  @Test
  void shouldHaveAnExampleThatIsAccepted() throws IOException {
    String example = Files.readString(DOCS.resolve("examples/config/agent.yaml"));

    assertThat(AgentConfig.parse(example, "agent.yaml").models()).hasSize(2);
  }
}
