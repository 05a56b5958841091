package dev.turnout.allinone;

import dev.turnout.agents.config.LauncherConfig;
import dev.turnout.agents.config.ModelConfig;
import dev.turnout.agents.probe.HealthConfig;
import dev.turnout.agents.probe.HttpReadiness;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.output.Failure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** One model whose servers run already, without a file. */
final class EndpointOptions {
  private static final Duration DRAIN = Duration.ofSeconds(5);

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "A model whose servers run already; say where with --endpoint.")
  private @Nullable String model;

  @Option(
      names = "--endpoint",
      paramLabel = "VERSION=URL",
      description = "Where a version of --model listens, http://HOST:PORT; once for each version.")
  private Map<String, String> endpoints = new LinkedHashMap<>();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8000",
      description = "Where users ask --model (default: ${DEFAULT-VALUE}).")
  private String listen = "127.0.0.1:8000";

  @Option(
      names = "--health",
      paramLabel = "PATH",
      defaultValue = "/ping",
      description = "What a ready server of --model answers with 2xx (default: ${DEFAULT-VALUE}).")
  private String health = "/ping";

  /** Whether a model is given. */
  boolean isGiven() {
    return model != null || !endpoints.isEmpty();
  }

  /**
   * The model that the options describe; empty if they describe none.
   *
   * @throws Failure saying which option is wrong
   */
  Optional<ModelConfig> model() {
    if (!isGiven()) {
      return Optional.empty();
    }
    if (model == null || endpoints.isEmpty()) {
      throw Failure.invalid(
          "Expected --model and --endpoint together, but one is missing (write --model fraud --endpoint v1=http://127.0.0.1:9001 --endpoint v2=http://127.0.0.1:9002)");
    }
    try {
      return Optional.of(
          ModelConfig.proxied(
              model,
              ListenAddress.parse(listen),
              new LauncherConfig.Static(served()),
              HealthConfig.of(new HttpReadiness(health)),
              DRAIN));
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("%s", String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Endpoint> served() {
    Map<String, Endpoint> served = new TreeMap<>();
    endpoints.forEach((version, url) -> served.put(version, Endpoint.parse(url)));
    return served;
  }
}
