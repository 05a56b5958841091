package dev.turnout.agents.launcher.kubernetes;

import dev.turnout.agents.router.Endpoint;
import java.time.Duration;

/**
 * How the Deployments of a model's versions are found and scaled.
 *
 * @param model a Deployment belongs to it by the label {@code turnout.dev/model}, and to a version
 *     by {@code turnout.dev/version}
 * @param namespace where they lie
 * @param endpoint where each version listens, with {@code {version}} for its name; usually a
 *     Service of its own such as {@code http://fraud-{version}:8080}
 * @param replicas to how many a version is scaled that has none, from 1
 * @param startTimeout how long a version may take until it is ready
 * @param lookEvery from one look at the Deployments to the next
 */
public record DeploymentSettings(
    String model,
    String namespace,
    String endpoint,
    int replicas,
    Duration startTimeout,
    Duration lookEvery) {
  /** The label of a model. */
  public static final String MODEL_LABEL = "turnout.dev/model";

  /** The label of a version. */
  public static final String VERSION_LABEL = "turnout.dev/version";

  public DeploymentSettings {
    if (replicas < 1) {
      throw new IllegalArgumentException("Expected replicas from 1, but got " + replicas);
    }
    requireEndpoint(endpoint);
  }

  /**
   * Checks the text of an endpoint.
   *
   * @throws IllegalArgumentException if it names the same server for every version, or none
   */
  public static String requireEndpoint(String endpoint) {
    if (!endpoint.contains("{version}")) {
      throw new IllegalArgumentException(
          "Expected an endpoint with {version} in it, such as http://fraud-{version}:8080, but got '%s'"
              .formatted(endpoint));
    }
    Endpoint unused = Endpoint.parse(endpoint.replace("{version}", "v1"));
    return endpoint;
  }

  Endpoint endpointOf(String version) {
    return Endpoint.parse(endpoint.replace("{version}", version));
  }
}
