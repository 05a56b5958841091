package dev.turnout.agents.launcher.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the API server says about a Deployment.
 *
 * @param name its name
 * @param version its label
 * @param wanted replicas it is to have
 * @param running replicas there are, ready or not
 * @param ready whether Kubernetes calls it available, and means the newest order
 * @param complaint what Kubernetes says if it is not
 * @param ours whether nobody but Turnout said how many replicas it is to have
 */
record Deployment(
    String name,
    String version,
    int wanted,
    int running,
    boolean ready,
    String complaint,
    boolean ours) {

  static Deployment of(JsonNode object) {
    JsonNode status = object.path("status");
    int wanted = object.at("/spec/replicas").asInt(1);
    int available = status.path("availableReplicas").asInt();
    JsonNode condition = condition(status, "Available");
    boolean observed =
        status.path("observedGeneration").asLong() >= object.at("/metadata/generation").asLong();
    return new Deployment(
        object.at("/metadata/name").asText(),
        object.at("/metadata/labels").path(DeploymentSettings.VERSION_LABEL).asText(),
        wanted,
        status.path("replicas").asInt(),
        observed && available > 0 && condition.path("status").asText().equals("True"),
        complaint(status, available, wanted),
        isOurs(object.at("/metadata/managedFields")));
  }

  private static String complaint(JsonNode status, int available, int wanted) {
    if (wanted == 0) {
      return "it is to get its first replicas";
    }
    JsonNode progress = condition(status, "Progressing");
    String why =
        progress.path("status").asText().equals("False") ? progress.path("message").asText() : "";
    return "%d of %d replicas are available%s"
        .formatted(available, wanted, why.isEmpty() ? "" : ": " + why);
  }

  private static JsonNode condition(JsonNode status, String type) {
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return status.path("none");
  }

  /** Kubernetes remembers who set the number of replicas last. */
  private static boolean isOurs(JsonNode managers) {
    for (JsonNode manager : managers) {
      boolean scaled = manager.at("/fieldsV1/f:spec").has("f:replicas");
      if (scaled && manager.path("manager").asText().equals("turnout")) {
        return true;
      }
    }
    return false;
  }
}
