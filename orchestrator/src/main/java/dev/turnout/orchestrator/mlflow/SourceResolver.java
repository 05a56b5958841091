package dev.turnout.orchestrator.mlflow;

import java.util.Optional;

/**
 * Turns a source into one that means the same version for ever. An alias names another version
 * tomorrow, and a rollout must not change its candidate under way.
 */
public final class SourceResolver {
  private static final String SET_ALIAS = "set the alias, or name a version";
  private static final String REGISTER = "register the version first";

  private final MlflowClient client;

  public SourceResolver(MlflowClient client) {
    this.client = client;
  }

  /**
   * The fixed source of the version that a source names now; a source outside of the registry stays
   * as it is.
   *
   * @throws IllegalArgumentException if the source is in the registry and badly written, names
   *     nothing, or a version that cannot be used; the message says what to do
   * @throws MlflowException if MLflow does not answer
   */
  public String resolve(String source) {
    Optional<ModelUri> uri = ModelUri.parse(source);
    if (uri.isEmpty()) {
      return source;
    }
    VersionState found = find(source, uri.get());
    if (!found.isReady()) {
      throw new IllegalArgumentException(
          "Expected %s to be READY in MLflow, but it is %s (wait for its registration, or register it again)"
              .formatted(found.version(), found.status()));
    }
    return found.version().source();
  }

  private VersionState find(String source, ModelUri uri) {
    try {
      return uri.fixed()
          .map(client::version)
          .orElseGet(() -> client.byAlias(uri.model(), uri.alias().orElseThrow()));
    } catch (MlflowException e) {
      if (e.kind() == MlflowException.Kind.TRANSIENT) {
        throw e;
      }
      throw new IllegalArgumentException(
          "Expected %s in MLflow's registry, but it is not there (%s): %s"
              .formatted(source, uri.alias().isPresent() ? SET_ALIAS : REGISTER, e.getMessage()),
          e);
    }
  }
}
