package dev.turnout.orchestrator.mlflow;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A source in MLflow's registry: {@code models:/fraud/2} or {@code models:/fraud@champion}.
 *
 * @param model name of the registered model
 * @param version number of the version; empty if an alias names it
 * @param alias name of the alias; empty if there is a number
 */
public record ModelUri(String model, Optional<String> version, Optional<String> alias) {
  private static final Pattern BY_VERSION = Pattern.compile("models:/([^/@]+)/([0-9]{1,18})");
  private static final Pattern BY_ALIAS = Pattern.compile("models:/([^/@]+)@([^/@]+)");

  /**
   * Reads a source; empty for a source outside of the registry, such as a path or {@code runs:/}.
   *
   * @throws IllegalArgumentException for a source in the registry that names neither a version nor
   *     an alias; the message says what to write
   */
  public static Optional<ModelUri> parse(String source) {
    if (!source.startsWith("models:/")) {
      return Optional.empty();
    }
    Matcher version = BY_VERSION.matcher(source);
    if (version.matches()) {
      return Optional.of(
          new ModelUri(version.group(1), Optional.of(version.group(2)), Optional.empty()));
    }
    Matcher alias = BY_ALIAS.matcher(source);
    if (alias.matches()) {
      return Optional.of(
          new ModelUri(alias.group(1), Optional.empty(), Optional.of(alias.group(2))));
    }
    throw new IllegalArgumentException(
        "Expected models:/NAME/VERSION or models:/NAME@ALIAS, but got '%s' (stages such as Production are deprecated in MLflow, use an alias)"
            .formatted(source));
  }

  /** The version, if a number names it. */
  Optional<RegisteredVersion> fixed() {
    return version.map(number -> new RegisteredVersion(model, number));
  }
}
