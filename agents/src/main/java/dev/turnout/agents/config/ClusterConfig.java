package dev.turnout.agents.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which Kubernetes cluster, and where in it.
 *
 * @param kubeconfig file as {@code kubectl} has it; empty for the pod's own account or, outside of
 *     a pod, for the file that {@code kubectl} would use
 * @param context of that file; empty for its current one
 * @param namespace empty for the pod's own or the context's
 */
public record ClusterConfig(
    Optional<Path> kubeconfig, Optional<String> context, Optional<String> namespace) {

  /** The pod's own. */
  public static ClusterConfig own() {
    return new ClusterConfig(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
