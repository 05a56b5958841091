package dev.turnout.cli;

import dev.turnout.bus.Connection;
import dev.turnout.bus.ConnectionSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the bus is. */
final class ConnectionOptions {
  @Option(
      names = {"-b", "--bootstrap-server"},
      paramLabel = "HOST:PORT",
      description =
          "Brokers to ask first, separated by commas. Else TURNOUT_BOOTSTRAP_SERVERS, the command"
              + " config, or .turnout/connection.properties, which 'turnout up' writes.")
  private @Nullable String bootstrap;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "Schema registry. Else TURNOUT_REGISTRY, then as for the brokers.")
  private @Nullable String registry;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description =
          "Properties of Kafka's clients and the registry, such as security.protocol and"
              + " sasl.jaas.config. Else TURNOUT_COMMAND_CONFIG.")
  private @Nullable Path commandConfig;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      description = "What the names of the topics begin with (turnout). Else TURNOUT_TOPIC_PREFIX.")
  private @Nullable String prefix;

  /** Whether a bus is named by options; not what the environment or a file names. */
  boolean isGiven() {
    return bootstrap != null || commandConfig != null;
  }

  /** Whether any option says something of the bus. */
  boolean isNamed() {
    return isGiven() || registry != null || prefix != null;
  }

  /** The connection that the options, the environment and the files describe together. */
  Connection connection() {
    return settings().resolve(given(), true);
  }

  /** The same for commands that do not read or write records. */
  Connection withoutRegistry() {
    return settings().resolve(given(), false);
  }

  private static ConnectionSettings settings() {
    return new ConnectionSettings(System.getenv(), Path.of(""));
  }

  private ConnectionSettings.Given given() {
    return new ConnectionSettings.Given(
        Optional.ofNullable(bootstrap),
        Optional.ofNullable(registry),
        Optional.ofNullable(commandConfig),
        Optional.ofNullable(prefix));
  }
}
