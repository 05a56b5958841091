package dev.turnout.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * What happened in MLflow's registry.
 *
 * @param kind entity and action, such as {@code model_version_alias.created}
 * @param model name of the registered model
 * @param version number of the version
 * @param alias the alias that names it now; empty for other events
 */
record RegistryEvent(String kind, String model, String version, String alias) {
  static final String ALIAS_SET = "model_version_alias.created";
  static final String VERSION_CREATED = "model_version.created";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SAFE = "[A-Za-z0-9._-]{1,200}";

  /**
   * The event of a webhook's body; empty if it is not JSON.
   *
   * @throws IOException never: the bytes are there
   */
  static Optional<RegistryEvent> parse(byte[] body) throws IOException {
    try {
      JsonNode json = JSON.readTree(body);
      JsonNode data = json.path("data");
      return Optional.of(
          new RegistryEvent(
              json.path("entity").asText() + "." + json.path("action").asText(),
              data.path("name").asText(),
              data.path("version").asText(),
              data.path("alias").asText()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Whether its names can be filled into a file without changing the file's meaning. */
  boolean isSafe() {
    return model.matches(SAFE) && version.matches("[0-9]{1,18}") && alias.matches("|" + SAFE);
  }

  /** In words, for the reason of a command. */
  String inWords() {
    return kind.equals(ALIAS_SET)
        ? "MLflow: alias %s of %s names version %s".formatted(alias, model, version)
        : "MLflow: version %s of %s was registered".formatted(version, model);
  }
}
