package dev.turnout.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.kubernetes.KubeApiServer;
import dev.turnout.agents.kubernetes.KubeCluster;
import dev.turnout.agents.kubernetes.Manifests;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real API server takes what the chart makes, strictly and without storing it. */
@ExtendWith(KubeApiServer.class)
@EnabledIf("dev.turnout.helm.Chart#isRunnable")
class HelmOnKubernetesTest {
  private final KubeCluster cluster;

  HelmOnKubernetesTest(KubeCluster cluster) {
    this.cluster = cluster;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "minimal.yaml",
        "orchestrator-only.yaml",
        "kubernetes.yaml",
        "mlflow.yaml",
        "bridge-notifier.yaml"
      })
  void shouldBeTaken(String values) {
    // when
    List<String> refusals = server().dryRun(Chart.manifests(values));
    // then
    assertThat(refusals).isEmpty();
  }

  @Test
  void shouldBeTakenButForTheResourcesOfOperators() {
    // when
    List<String> refusals = server().dryRun(Chart.manifests("secured.yaml"));
    // then
    assertThat(refusals)
        .hasSize(7 + 3)
        .allMatch(
            refusal ->
                refusal.contains("kafka.strimzi.io") || refusal.contains("monitoring.coreos"));
  }

  @Test
  void shouldNoticeWhatTheServerDoesNotKnow() {
    // given
    String misspelt = Chart.manifests("minimal.yaml").replace("replicas: 2", "replicaz: 2");
    // then
    assertThat(server().dryRun(misspelt)).singleElement().asString().contains("replicaz");
  }

  private Manifests server() {
    cluster.namespace("ml");
    return new Manifests(cluster, "ml");
  }
}
