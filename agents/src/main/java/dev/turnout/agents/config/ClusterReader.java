package dev.turnout.agents.config;

import dev.turnout.agents.launcher.kubernetes.DeploymentSettings;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.time.Duration;

/** Reads what has to do with Kubernetes; each method reads one record. */
final class ClusterReader {
  private ClusterReader() {}

  static YamlField<ClusterConfig> cluster(YamlNode node) {
    YamlMap map = node.map();
    var kubeconfig = map.optional("kubeconfig", file -> file.parsed(AgentConfigReader::path));
    var context = map.optional("context", YamlNode::string);
    var namespace = map.optional("namespace", YamlNode::string);
    return map.build(() -> new ClusterConfig(kubeconfig.get(), context.get(), namespace.get()));
  }

  static YamlField<RouterConfig.KubernetesService> service(YamlNode node) {
    YamlMap map = node.map();
    var service = map.required("service", YamlNode::string);
    var label = map.optional("label", YamlNode::string, DeploymentSettings.VERSION_LABEL);
    var cluster = map.optional("cluster", ClusterReader::cluster, ClusterConfig.own());
    return map.build(
        () -> new RouterConfig.KubernetesService(service.get(), label.get(), cluster.get()));
  }

  static YamlField<RouterConfig.GatewayApi> gateway(YamlNode node) {
    YamlMap map = node.map();
    var route = map.required("httpRoute", YamlNode::string);
    var cluster = map.optional("cluster", ClusterReader::cluster, ClusterConfig.own());
    return map.build(() -> new RouterConfig.GatewayApi(route.get(), cluster.get()));
  }

  static YamlField<LauncherConfig.Kubernetes> deployments(YamlNode node) {
    YamlMap map = node.map();
    var endpoint =
        map.required("endpoint", text -> text.parsed(DeploymentSettings::requireEndpoint));
    var replicas = map.optional("replicas", AgentConfigReader.count(1, 10_000), 1);
    var startTimeout = map.optional("startTimeout", YamlNode::duration, Duration.ofMinutes(5));
    var cluster = map.optional("cluster", ClusterReader::cluster, ClusterConfig.own());
    return map.build(
        () ->
            new LauncherConfig.Kubernetes(
                endpoint.get(), replicas.get(), startTimeout.get(), cluster.get()));
  }
}
