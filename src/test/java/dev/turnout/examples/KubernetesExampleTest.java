package dev.turnout.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.kubernetes.KubeApiServer;
import dev.turnout.agents.kubernetes.KubeCluster;
import dev.turnout.agents.kubernetes.Manifests;
import dev.turnout.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is under examples/kubernetes; {@code KubernetesIT} runs rollouts on it. */
class KubernetesExampleTest {
  private static final Path FOLDER = Path.of("../examples/kubernetes");

  @ParameterizedTest
  @CsvSource({"blue-green.yaml, kubernetes-service", "canary.yaml, gateway-api"})
  void shouldSuitTheDataPlane(String file, String plane) {
    Cli.Result result =
        Cli.run("lint", "--data-plane", plane, "-f", FOLDER.resolve(file).toString());

    assertThat(result.code()).as(result.err()).isZero();
  }

  @ParameterizedTest
  @ExtendWith(KubeApiServer.class)
  @ValueSource(strings = {"model.yaml", "route.yaml", "rbac.yaml"})
  void shouldBeTakenByARealServer(String file, KubeCluster cluster) throws IOException {
    Manifests manifests = new Manifests(cluster, cluster.newNamespace());

    assertThat(manifests.dryRun(Files.readString(FOLDER.resolve(file)))).isEmpty();
  }
}
