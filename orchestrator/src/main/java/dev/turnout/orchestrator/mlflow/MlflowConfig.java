package dev.turnout.orchestrator.mlflow;

import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How an orchestrator keeps MLflow's registry up to date.
 *
 * @param access where MLflow is
 * @param aliases that follow the rollouts
 * @param models name of the registered model by Turnout's; one that is not in it is known by its
 *     versions' sources
 * @param stages deprecated stages that follow too; empty for none, which is the default
 * @param timeout how long MLflow's answer may take, greater than 0; default 10 s
 * @param webhook which of its events start a rollout; empty for none
 */
public record MlflowConfig(
    MlflowAccess access,
    Aliases aliases,
    Map<String, String> models,
    Optional<Stages> stages,
    Duration timeout,
    Optional<WebhookConfig> webhook) {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  public MlflowConfig {
    models = Map.copyOf(models);
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("Expected a timeout greater than 0, but got " + timeout);
    }
    // A rollout that starts a rollout that starts a rollout.
    if (webhook.filter(hook -> hook.aliases().contains(aliases.live())).isPresent()
        || webhook.filter(hook -> hook.aliases().contains(aliases.previous())).isPresent()) {
      throw new IllegalArgumentException(
          "Expected webhook aliases other than '%s' and '%s', which follow the rollouts (such as challenger)"
              .formatted(aliases.live(), aliases.previous()));
    }
  }

  /** The defaults. */
  public static MlflowConfig of(MlflowAccess access) {
    return new MlflowConfig(
        access, Aliases.DEFAULT, Map.of(), Optional.empty(), DEFAULT_TIMEOUT, Optional.empty());
  }

  /** Reads the section {@code mlflow} of an orchestrator's configuration. */
  public static YamlField<MlflowConfig> read(YamlNode node) {
    YamlMap map = node.map();
    var uri = map.required("uri", YamlNode::setting);
    var token = map.optional("token", YamlNode::setting);
    var user = map.optional("username", YamlNode::setting);
    var password = map.optional("password", YamlNode::setting);
    var aliases = map.optional("aliases", MlflowConfig::aliases, Aliases.DEFAULT);
    var models = map.optional("models", YamlNode::settings, Map.of());
    var stages = map.optional("stages", MlflowConfig::stages);
    var timeout = map.optional("timeout", YamlNode::duration, DEFAULT_TIMEOUT);
    var webhook = map.optional("webhook", WebhookConfig::read);
    return map.build(
        () ->
            new MlflowConfig(
                MlflowAccess.of(uri.get(), token.get(), user.get(), password.get()),
                aliases.get(),
                models.get(),
                stages.get(),
                timeout.get(),
                webhook.get()));
  }

  private static YamlField<Aliases> aliases(YamlNode node) {
    YamlMap map = node.map();
    var live = map.optional("live", YamlNode::string, Aliases.DEFAULT.live());
    var previous = map.optional("previous", YamlNode::string, Aliases.DEFAULT.previous());
    return map.build(() -> new Aliases(live.get(), previous.get()));
  }

  private static YamlField<Stages> stages(YamlNode node) {
    YamlMap map = node.map();
    var live = map.required("live", YamlNode::string, "live: Production");
    var previous = map.required("previous", YamlNode::string, "previous: Archived");
    return map.build(() -> new Stages(live.get(), previous.get()));
  }
}
