package dev.turnout.bus;

import dev.turnout.output.Failure;
import dev.turnout.schemas.RegistryConfig;
import dev.turnout.schemas.Topics;
import dev.turnout.yaml.Secrets;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Finds out where the bus is: options come before the environment, this before the file of client
 * properties. Only when none of them names a broker, the file that a running {@code turnout up}
 * left in the working directory counts.
 *
 * @param environment environment variables by name
 * @param directory working directory
 */
public record ConnectionSettings(Map<String, String> environment, Path directory) {
  /** What {@code turnout up} writes, under the working directory. */
  public static final Path LOCAL_FILE = Path.of(".turnout", "connection.properties");

  /** Key of the topics' prefix in files; the other keys are those of Kafka's clients. */
  public static final String TOPIC_PREFIX = "topic.prefix";

  private static final String BOOTSTRAP = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

  /**
   * What stands on the command line.
   *
   * @param bootstrap brokers to ask first
   * @param registry addresses of the schema registry
   * @param commandConfig file of client properties
   * @param prefix what the names of the topics begin with
   */
  public record Given(
      Optional<String> bootstrap,
      Optional<String> registry,
      Optional<Path> commandConfig,
      Optional<String> prefix) {
    /** Nothing stands there. */
    public static final Given NOTHING =
        new Given(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * The connection that properties describe, without environment and files.
   *
   * @throws Failure saying what is missing
   */
  public static Connection connection(Map<String, ?> given) {
    for (String key : List.of(BOOTSTRAP, RegistryConfig.URL)) {
      if (!given.containsKey(key)) {
        throw Failure.invalid("Expected the property '%s', but got only %s", key, given.keySet());
      }
    }
    return connect(new HashMap<>(given));
  }

  /**
   * The connection.
   *
   * @throws Failure saying what is missing and how to give it
   */
  public Connection resolve(Given given, boolean registryNeeded) {
    Map<String, Object> properties = new HashMap<>();
    given
        .commandConfig()
        .or(() -> variable("TURNOUT_COMMAND_CONFIG").map(Path::of))
        .ifPresent(file -> properties.putAll(load(file)));
    put(properties, BOOTSTRAP, given.bootstrap().or(() -> variable("TURNOUT_BOOTSTRAP_SERVERS")));
    if (!properties.containsKey(BOOTSTRAP)) {
      local().forEach(properties::putIfAbsent);
    }
    put(properties, RegistryConfig.URL, given.registry().or(() -> variable("TURNOUT_REGISTRY")));
    put(properties, TOPIC_PREFIX, given.prefix().or(() -> variable("TURNOUT_TOPIC_PREFIX")));
    require(properties, BOOTSTRAP, "--bootstrap-server HOST:PORT or TURNOUT_BOOTSTRAP_SERVERS");
    if (registryNeeded) {
      require(properties, RegistryConfig.URL, "--registry URL or TURNOUT_REGISTRY");
    }
    return connect(properties);
  }

  private static Connection connect(Map<String, Object> properties) {
    Object prefix = properties.remove(TOPIC_PREFIX);
    return new Connection(properties, topics(prefix == null ? Topics.DEFAULT_PREFIX : prefix));
  }

  private Map<String, Object> local() {
    Path file = directory.resolve(LOCAL_FILE);
    return Files.isRegularFile(file) ? load(file) : Map.of();
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static void put(Map<String, Object> properties, String key, Optional<String> value) {
    value.ifPresent(given -> properties.put(key, given));
  }

  private static void require(Map<String, Object> properties, String key, String cure) {
    if (!properties.containsKey(key)) {
      throw Failure.invalid(
          "Expected '%s', but nothing names it: give %s, or start a bus here with 'turnout up'",
          key, cure);
    }
  }

  private static Topics topics(Object prefix) {
    try {
      return new Topics(String.valueOf(prefix));
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("%s", String.valueOf(e.getMessage()));
    }
  }

  private static String fill(Secrets secrets, String value, Path file) {
    try {
      return secrets.fill(value);
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("%s (in %s)", String.valueOf(e.getMessage()), file);
    }
  }

  private Map<String, Object> load(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw Failure.unreadable("the properties file " + file, e);
    }
    Map<String, Object> loaded = new HashMap<>();
    Secrets secrets = new Secrets(environment);
    properties.forEach(
        (key, value) ->
            loaded.put(String.valueOf(key), fill(secrets, String.valueOf(value), file)));
    return loaded;
  }
}
