package dev.turnout.agents.config;

import dev.turnout.agents.probe.HealthConfig;
import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.schemas.ModelName;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlNode;
import java.time.Duration;
import java.util.Optional;

/**
 * One model that the node serves.
 *
 * @param name the model, the key of its messages
 * @param listen where its requests come in; empty if the router needs to know no address
 * @param router what sends its requests to its versions; default the proxy inside the agent
 * @param launcher how its versions come to run
 * @param health how its servers are checked; default {@code GET /ping} each second
 * @param drain from the moment no new request goes to a version until its server is stopped, from
 *     0; default 30 s; too small breaks long requests, too large keeps memory in use
 */
public record ModelConfig(
    String name,
    Optional<ListenAddress> listen,
    RouterConfig router,
    LauncherConfig launcher,
    HealthConfig health,
    Duration drain) {
  static final Duration DEFAULT_DRAIN = Duration.ofSeconds(30);

  public ModelConfig {
    ModelName.require(name);
    if (router.listens() && listen.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected key 'listen', but it is missing (write listen: 127.0.0.1:8000)");
    }
    if (drain.isNegative()) {
      throw new IllegalArgumentException("Expected a drain time from 0, but got " + drain);
    }
  }

  /** Reads one item of {@code models}, for configurations that hold the same list. */
  public static YamlField<ModelConfig> read(YamlNode node) {
    return AgentConfigReader.model(node);
  }

  /** Behind the proxy, with the other defaults. */
  public static ModelConfig of(String name, ListenAddress listen, LauncherConfig launcher) {
    return proxied(name, listen, launcher, HealthConfig.defaults(), DEFAULT_DRAIN);
  }

  /** Behind the proxy. */
  public static ModelConfig proxied(
      String name,
      ListenAddress listen,
      LauncherConfig launcher,
      HealthConfig health,
      Duration drain) {
    return new ModelConfig(
        name, Optional.of(listen), new RouterConfig.Proxy(), launcher, health, drain);
  }
}
