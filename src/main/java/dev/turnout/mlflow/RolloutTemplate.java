package dev.turnout.mlflow;

import dev.turnout.spec.RolloutFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A rollout file with {@code {model}}, {@code {version}}, {@code {source}} and {@code {alias}}.
 *
 * @param text with the placeholders
 * @param source name of the file, for mistakes
 */
record RolloutTemplate(String text, String source) {

  /**
   * Reads a template, and fills it once to see that it is a rollout.
   *
   * @throws IllegalArgumentException if the file cannot be read or is no rollout
   */
  static RolloutTemplate read(Path file) {
    try {
      RolloutTemplate template = new RolloutTemplate(Files.readString(file), file.toString());
      RolloutFile unused =
          template.fill(
              "any", new RegistryEvent(RegistryEvent.ALIAS_SET, "any", "1", "challenger"));
      return template;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Expected the file of a rollout's template, but could not read %s".formatted(file), e);
    }
  }

  /**
   * The rollout of an event.
   *
   * @param model Turnout's name of the model
   * @throws dev.turnout.yaml.InvalidDocument with every mistake in it
   */
  RolloutFile fill(String model, RegistryEvent event) {
    String filled =
        text.replace("{model}", model)
            .replace("{version}", event.version())
            .replace("{source}", "models:/%s/%s".formatted(event.model(), event.version()))
            .replace("{alias}", event.alias());
    return RolloutFile.parse(filled, source);
  }
}
