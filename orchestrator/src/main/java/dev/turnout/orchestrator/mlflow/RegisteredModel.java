package dev.turnout.orchestrator.mlflow;

import java.util.Map;
import java.util.Optional;

/**
 * A registered model as it was when it was read.
 *
 * @param name its name
 * @param aliases number of the version that each alias names
 * @param tags its own, not those of its versions
 */
public record RegisteredModel(String name, Map<String, String> aliases, Map<String, String> tags) {
  public RegisteredModel {
    aliases = Map.copyOf(aliases);
    tags = Map.copyOf(tags);
  }

  Optional<String> alias(String alias) {
    return Optional.ofNullable(aliases.get(alias));
  }

  Optional<String> tag(String key) {
    return Optional.ofNullable(tags.get(key));
  }
}
