package dev.turnout.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that the short forms share; they fill a rollout file. */
final class ShortFormOptions {
  @Option(names = "--model", required = true, paramLabel = "MODEL", description = "The model.")
  private String model = "";

  @Option(
      names = "--version",
      required = true,
      paramLabel = "VERSION",
      description = "The candidate, such as v2.")
  private String version = "";

  @Option(
      names = "--source",
      paramLabel = "URI",
      description = "Where a launcher finds the candidate, such as models:/fraud/2.")
  private @Nullable String source;

  @Option(
      names = "--stable",
      paramLabel = "VERSION",
      description = "The live version; needed only for a model that Turnout does not know yet.")
  private @Nullable String stable;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the rollout (default: MODEL-VERSION).")
  private @Nullable String name;

  @Option(
      names = "--bake",
      paramLabel = "DURATION",
      defaultValue = "1h",
      description =
          "Time at full weight in which trouble switches back, 0s for none (default:"
              + " ${DEFAULT-VALUE}).")
  private String bake = "1h";

  @Option(
      names = "--sticky",
      paramLabel = "WHERE:NAME",
      description =
          "What keeps a user on one version: header:NAME, cookie:NAME or query:NAME (default: each"
              + " request draws its version).")
  private @Nullable String sticky;

  @Option(
      names = "--smoke-test",
      paramLabel = "PATH",
      description = "GET this path on every node before the first user; it must answer 200.")
  private @Nullable String smokeTest;

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "A free label; may be repeated.")
  private Map<String, String> labels = new LinkedHashMap<>();

  String model() {
    return model;
  }

  String version() {
    return version;
  }

  Optional<String> source() {
    return Optional.ofNullable(source);
  }

  Optional<String> stable() {
    return Optional.ofNullable(stable);
  }

  Optional<String> name() {
    return Optional.ofNullable(name);
  }

  String bake() {
    return bake;
  }

  Optional<String> sticky() {
    return Optional.ofNullable(sticky);
  }

  Optional<String> smokeTest() {
    return Optional.ofNullable(smokeTest);
  }

  Map<String, String> labels() {
    return Map.copyOf(labels);
  }
}
