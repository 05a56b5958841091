package dev.turnout.agents.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.yaml.InvalidDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterReaderTest {
  private static final String AGENT =
      """
      kafka: {bootstrap.servers: "localhost:9092", schema.registry.url: "http://localhost:8081"}
      models:
        - name: fraud
          router: %s
          launcher: %s
      """;

  @Test
  void shouldReadTheDefaults() {
    ModelConfig model =
        model(
            "{kubernetesService: {service: fraud}}",
            "{kubernetes: {endpoint: \"http://fraud-{version}:8080\"}}");

    assertThat(model.router())
        .isEqualTo(
            new RouterConfig.KubernetesService(
                "fraud", "turnout.dev/version", ClusterConfig.own()));
    assertThat(model.launcher())
        .isEqualTo(
            new LauncherConfig.Kubernetes(
                "http://fraud-{version}:8080", 1, Duration.ofMinutes(5), ClusterConfig.own()));
  }

  @Test
  void shouldReadEveryKey() {
    String cluster = "{kubeconfig: /etc/kube/config, context: prod, namespace: ml}";
    ModelConfig model =
        model(
            "{gatewayApi: {httpRoute: fraud, cluster: %s}}".formatted(cluster),
            "{kubernetes: {endpoint: \"h2c://fraud-{version}:8081\", replicas: 3, startTimeout: 10m, cluster: %s}}"
                .formatted(cluster));

    ClusterConfig expected =
        new ClusterConfig(
            Optional.of(Path.of("/etc/kube/config")), Optional.of("prod"), Optional.of("ml"));
    assertThat(model.router()).isEqualTo(new RouterConfig.GatewayApi("fraud", expected));
    assertThat(model.launcher())
        .isEqualTo(
            new LauncherConfig.Kubernetes(
                "h2c://fraud-{version}:8081", 3, Duration.ofMinutes(10), expected));
  }

  @Test
  void shouldReadTheLabelOfTheSelector() {
    ModelConfig model =
        model(
            "{kubernetesService: {service: fraud, label: slot}}",
            "{static: {v1: \"http://fraud-v1:80\"}}");

    assertThat(model.router())
        .isEqualTo(new RouterConfig.KubernetesService("fraud", "slot", ClusterConfig.own()));
  }

  @Test
  void shouldRefuseOneEndpointForAllVersions() {
    assertThatThrownBy(
            () ->
                model(
                    "{gatewayApi: {httpRoute: fraud}}",
                    "{kubernetes: {endpoint: \"http://fraud:8080\"}}"))
        .isInstanceOf(InvalidDocument.class)
        .hasMessageContaining(
            "Expected an endpoint with {version} in it, such as http://fraud-{version}:8080, but got 'http://fraud:8080'");
  }

  private static ModelConfig model(String router, String launcher) {
    return AgentConfig.parse(AGENT.formatted(router, launcher), "agent.yaml").models().get(0);
  }
}
