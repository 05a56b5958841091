package dev.turnout.cli;

import dev.turnout.orchestrator.mlflow.MlflowAccess;
import dev.turnout.orchestrator.mlflow.MlflowClient;
import dev.turnout.orchestrator.mlflow.MlflowException;
import dev.turnout.orchestrator.mlflow.SourceResolver;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.spec.RolloutFile;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where sources such as {@code models:/fraud@champion} are looked up. */
final class MlflowOptions {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Option(
      names = "--mlflow-uri",
      paramLabel = "URL",
      description =
          "MLflow's server, where models:/NAME@ALIAS becomes models:/NAME/VERSION before the rollout"
              + " starts. Else MLFLOW_TRACKING_URI if it is http; user by MLFLOW_TRACKING_TOKEN, or"
              + " MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.")
  private @Nullable String uri;

  /**
   * The file with sources that mean the same versions for ever; without a server it stays as it is,
   * but an alias is refused.
   *
   * @throws Failure if a source names nothing, or MLflow does not answer
   */
  RolloutFile resolve(RolloutFile file) {
    Optional<SourceResolver> resolver = resolver();
    return file.withVersions(ref -> resolve(ref, resolver));
  }

  private static VersionRef resolve(VersionRef ref, Optional<SourceResolver> resolver) {
    String source = ref.source().orElse("");
    if (!source.startsWith("models:/")) {
      return ref;
    }
    if (resolver.isEmpty()) {
      refuseAlias(source);
      return ref;
    }
    try {
      return new VersionRef(ref.version(), Optional.of(resolver.get().resolve(source)));
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("%s", String.valueOf(e.getMessage()));
    } catch (MlflowException e) {
      throw new Failure(
          Exit.UNREACHABLE,
          "%s (name the version, as in models:/fraud/2, to start without it)"
              .formatted(e.getMessage()),
          e);
    }
  }

  private static void refuseAlias(String source) {
    if (source.contains("@")) {
      throw Failure.invalid(
          "Expected a source that always means the same version, but got %s (give --mlflow-uri, or name the version as in models:/fraud/2)",
          source);
    }
  }

  private Optional<SourceResolver> resolver() {
    Optional<String> variable =
        Optional.ofNullable(System.getenv(MlflowAccess.URI_VARIABLE))
            .filter(text -> text.startsWith("http"));
    try {
      return Optional.ofNullable(uri)
          .or(() -> variable)
          .map(address -> MlflowAccess.of(address, System.getenv()))
          .map(access -> new SourceResolver(new MlflowClient(access, TIMEOUT)));
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("%s", String.valueOf(e.getMessage()));
    }
  }
}
