package dev.turnout.cli;

import dev.turnout.orchestrator.mlflow.MlflowAccess;
import dev.turnout.orchestrator.mlflow.MlflowClient;
import dev.turnout.orchestrator.mlflow.MlflowConfig;
import dev.turnout.orchestrator.mlflow.MlflowException;
import dev.turnout.orchestrator.mlflow.RegistryCheck;
import dev.turnout.orchestrator.mlflow.SourceResolver;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.spec.RolloutFile;
import java.time.Duration;
import java.util.Map;
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
          "MLflow's server. Where a rollout starts, models:/NAME@ALIAS becomes models:/NAME/VERSION"
              + " there before. Else MLFLOW_TRACKING_URI if it is http; user by MLFLOW_TRACKING_TOKEN, or"
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

  /**
   * What compares the server with the bus.
   *
   * @param registered name of the registered model by Turnout's
   * @throws Failure if no server is named
   */
  RegistryCheck check(Map<String, String> registered) {
    MlflowAccess access =
        access()
            .orElseThrow(
                () ->
                    Failure.invalid(
                        "Expected the address of MLflow's server (give --mlflow-uri http://localhost:5000, or set MLFLOW_TRACKING_URI)"));
    MlflowConfig usual = MlflowConfig.of(access);
    MlflowConfig config =
        new MlflowConfig(
            access, usual.aliases(), registered, usual.stages(), usual.timeout(), usual.webhook());
    return new RegistryCheck(new MlflowClient(access, TIMEOUT), config);
  }

  private Optional<SourceResolver> resolver() {
    return access().map(access -> new SourceResolver(new MlflowClient(access, TIMEOUT)));
  }

  private Optional<MlflowAccess> access() {
    Optional<String> variable =
        Optional.ofNullable(System.getenv(MlflowAccess.URI_VARIABLE))
            .filter(text -> text.startsWith("http"));
    try {
      return Optional.ofNullable(uri)
          .or(() -> variable)
          .map(address -> MlflowAccess.of(address, System.getenv()));
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("%s", String.valueOf(e.getMessage()));
    }
  }
}
