package dev.turnout.agents.launcher.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnout.agents.kubernetes.KubeCluster;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Behind the test's API server there are no nodes, so nothing runs. This writes the status of the
 * Deployments as their controller would if all pods came up and ended at once.
 */
public final class StandInController implements AutoCloseable {
  private final KubeCluster cluster;
  private final String path;
  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::run, "stand-in-controller");
  private boolean paused;
  private volatile boolean closed;

  public StandInController(KubeCluster cluster, String namespace) {
    this.cluster = cluster;
    this.path = "/apis/apps/v1/namespaces/%s/deployments".formatted(namespace);
    thread.setDaemon(true);
    thread.start();
  }

  /** From now on the pods of a version do not come up, with this reason. */
  void fail(String version, String reason) {
    failures.put(version, reason);
  }

  /** From now on nothing comes up or ends. */
  synchronized void pause() {
    paused = true;
  }

  synchronized void goOn() {
    paused = false;
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void run() {
    try {
      while (!closed) {
        followAll();
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One that failed is tried again, as a controller does. */
  private synchronized void followAll() {
    try {
      if (!paused) {
        cluster.send("GET", path, "", "").body().path("items").forEach(this::follow);
      }
    } catch (RuntimeException | AssertionError e) {
      System.out.println("[kubernetes] the stand-in tries again: " + e.getMessage());
    }
  }

  private void follow(JsonNode deployment) {
    long generation = deployment.at("/metadata/generation").asLong();
    if (deployment.at("/status/observedGeneration").asLong() == generation) {
      return;
    }
    String version = deployment.at("/metadata/labels").path("turnout.dev/version").asText();
    String reason = failures.getOrDefault(version, "");
    int wanted = deployment.at("/spec/replicas").asInt();
    int available = reason.isEmpty() ? wanted : 0;
    String status =
        """
        {"status": {"observedGeneration": %d, "replicas": %d, "readyReplicas": %d,
          "availableReplicas": %d, "updatedReplicas": %d, "conditions": [
            {"type": "Available", "status": "%s", "reason": "Test", "message": "test"},
            {"type": "Progressing", "status": "%s", "reason": "Test", "message": %s}]}}
        """
            .formatted(
                generation,
                wanted,
                available,
                available,
                wanted,
                available == wanted ? "True" : "False",
                reason.isEmpty() ? "True" : "False",
                new com.fasterxml.jackson.databind.node.TextNode(reason));
    cluster.merge(
        path + "/" + deployment.at("/metadata/name").asText() + "/status", status.strip());
  }
}
