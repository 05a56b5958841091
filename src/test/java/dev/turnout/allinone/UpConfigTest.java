package dev.turnout.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.agents.config.LauncherConfig;
import dev.turnout.agents.config.ModelConfig;
import dev.turnout.agents.config.PortRange;
import dev.turnout.agents.config.RouterConfig;
import dev.turnout.yaml.InvalidDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UpConfigTest {
  private static final String MODELS =
      """
      models:
        - name: fraud
          listen: 127.0.0.1:8000
          launcher:
            process:
              command: [serve, '{source}', '{port}']
              ports: 21000-21099
      """;

  @Test
  void shouldTakeTheDefaultsForWhatIsMissing() {
    // when
    UpConfig config = UpConfig.parse(MODELS, "up.yaml");

    // then
    assertThat(config.brokerPort()).isEqualTo(9092);
    assertThat(config.registryPort()).isEqualTo(8081);
    assertThat(config.partitions()).isEqualTo(2);
    assertThat(config.agents()).isEqualTo(1);
    assertThat(config.models()).extracting(ModelConfig::name).containsExactly("fraud");
  }

  @Test
  void shouldReadEveryKey() {
    // given
    String yaml = "brokerPort: 0\nregistryPort: 18081\npartitions: 6\nagents: 3\n" + MODELS;

    // when
    UpConfig config = UpConfig.parse(yaml, "up.yaml");

    // then
    assertThat(config.brokerPort()).isZero();
    assertThat(config.registryPort()).isEqualTo(18081);
    assertThat(config.partitions()).isEqualTo(6);
    assertThat(config.agents()).isEqualTo(3);
  }

  @Test
  void shouldAcceptTheExample() throws IOException {
    // given
    Path example = Path.of("..", "docs", "examples", "config", "up.yaml");

    // when
    UpConfig config = UpConfig.parse(Files.readString(example), "up.yaml");

    // then
    assertThat(config.agents()).isEqualTo(2);
    assertThat(config.models()).hasSize(1);
  }

  @Test
  void shouldTellEveryMistakeAtOnce() {
    // given
    String yaml = "brokerPort: 70000\nagents: 0\nmodels: []\nnodes: 2\n";

    // when // then
    assertThatThrownBy(() -> UpConfig.parse(yaml, "up.yaml"))
        .isInstanceOf(InvalidDocument.class)
        .hasMessageContaining("brokerPort")
        .hasMessageContaining("agents")
        .hasMessageContaining("nodes");
  }

  @Test
  void shouldGiveEachNodeItsOwnPorts() {
    // given
    ModelConfig model = UpConfig.parse(MODELS, "up.yaml").models().get(0);

    // when
    ModelConfig third = new NodeShare(2, 3).of(model);

    // then
    assertThat(third.listen().orElseThrow().port()).isEqualTo(8002);
    assertThat(((LauncherConfig.Process) third.launcher()).ports())
        .isEqualTo(new PortRange(21066, 21098));
  }

  @Test
  void shouldGiveEachNodeItsOwnAccessLog() {
    // given
    String models = MODELS.replace("    launcher:", "    router: {haproxy: {}}\n    launcher:");
    ModelConfig model = UpConfig.parse(models, "up.yaml").models().get(0);

    // when
    ModelConfig third = new NodeShare(2, 3).of(model);

    // then
    assertThat(((RouterConfig.Haproxy) third.router()).log().port()).isEqualTo(9467);
  }

  @Test
  void shouldRefuseARangeThatIsTooSmallForTheNodes() {
    // given
    ModelConfig model = UpConfig.parse(MODELS.replace("21099", "21001"), "up.yaml").models().get(0);

    // when // then
    assertThatThrownBy(() -> new NodeShare(0, 3).of(model))
        .hasMessageContaining("Expected a range of at least 3 ports for 3 agents");
  }
}
