package dev.turnout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configurations in the documents are valid; a wrong one is told like a wrong rollout file. */
class ConfigExampleTest {
  private static final Path EXAMPLES = Path.of("../docs/examples/config");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"agent", "orchestrator", "bridge"})
  void shouldAcceptTheExample(String service) {
    // when
    Cli.Result result =
        Cli.run(service, "--check", "--config", EXAMPLES.resolve(service + ".yaml").toString());

    // then
    assertThat(result.code()).as(result.err()).isZero();
  }

  @Test
  void shouldAcceptTheExampleOfANotifier() {
    // when
    Cli.Result result =
        Cli.run("notify", "run", "--check", "--config", EXAMPLES.resolve("notify.yaml").toString());

    // then
    assertThat(result.code()).as(result.err()).isZero();
  }

  @Test
  void shouldTellEveryMistakeOfAnAgentsConfiguration() throws Exception {
    // given
    Path file = Files.writeString(folder.resolve("agent.yaml"), "node: 1\nmodels: {}\n");

    // when
    Cli.Result result = Cli.run("agent", "--check", "--config", file.toString());

    // then
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("agent.yaml:1:7: node: ", "agent.yaml:2:9: models: ");
  }
}
