package dev.turnout.agents.agent;

import dev.turnout.agents.config.ClusterConfig;
import dev.turnout.agents.kubernetes.InCluster;
import dev.turnout.agents.kubernetes.KubeAccess;
import dev.turnout.agents.kubernetes.KubeClient;
import dev.turnout.agents.kubernetes.Kubeconfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Clients of the API servers; routers and launchers of the same cluster share one. */
final class Clusters {
  private final Map<String, String> environment;
  private final Map<ClusterConfig, KubeClient> clients = new HashMap<>();

  Clusters(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * The client of a cluster.
   *
   * @throws IllegalArgumentException if the access cannot be used, saying why
   */
  KubeClient client(ClusterConfig cluster) {
    return clients.computeIfAbsent(cluster, config -> new KubeClient(access(config)));
  }

  /** The namespace that is meant. */
  String namespace(ClusterConfig cluster) {
    return cluster.namespace().orElseGet(() -> client(cluster).namespace());
  }

  private KubeAccess access(ClusterConfig cluster) {
    if (cluster.kubeconfig().isEmpty() && InCluster.isPod(environment)) {
      return InCluster.access(environment, InCluster.DIRECTORY);
    }
    return Kubeconfig.access(cluster.kubeconfig().orElseGet(this::usual), cluster.context());
  }

  /** The file that {@code kubectl} reads. */
  private Path usual() {
    String named = environment.getOrDefault("KUBECONFIG", "");
    return named.isBlank()
        ? Path.of(System.getProperty("user.home"), ".kube", "config")
        : Path.of(named);
  }
}
