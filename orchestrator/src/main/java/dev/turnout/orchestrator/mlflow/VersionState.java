package dev.turnout.orchestrator.mlflow;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A version as MLflow knows it.
 *
 * @param version which one
 * @param status READY once it can be used; else why not, such as PENDING_REGISTRATION
 */
public record VersionState(RegisteredVersion version, String status) {

  /** Whether it can be served. */
  public boolean isReady() {
    return status.equals("READY");
  }

  static VersionState of(JsonNode json) {
    return new VersionState(
        new RegisteredVersion(json.path("name").asText(), json.path("version").asText()),
        json.path("status").asText());
  }
}
