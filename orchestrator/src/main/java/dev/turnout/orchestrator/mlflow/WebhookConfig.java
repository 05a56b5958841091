package dev.turnout.orchestrator.mlflow;

import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of the registry's events start a rollout. Its {@link #toString} shows no secret.
 *
 * @param listen where webhooks are taken
 * @param secret with which MLflow signs them
 * @param template a rollout file with placeholders
 * @param aliases names whose setting starts a rollout; may be empty
 * @param versions whether the registration of a version starts one
 * @param supersede whether such a rollout takes the place of one that runs
 * @param maxAge how old, or early, a delivery may be, greater than 0; default 5 min
 */
public record WebhookConfig(
    InetSocketAddress listen,
    String secret,
    Path template,
    Set<String> aliases,
    boolean versions,
    boolean supersede,
    Duration maxAge) {
  private static final Pattern LISTEN = Pattern.compile("([A-Za-z0-9._-]+):([0-9]{1,5})");
  private static final Duration DEFAULT_AGE = Duration.ofMinutes(5);
  private static final int SHORTEST_SECRET = 8;

  public WebhookConfig {
    aliases = Set.copyOf(aliases);
    if (secret.length() < SHORTEST_SECRET) {
      throw new IllegalArgumentException(
          "Expected a secret of at least %d characters".formatted(SHORTEST_SECRET));
    }
    if (aliases.isEmpty() && !versions) {
      throw new IllegalArgumentException(
          "Expected an event that starts a rollout, but got none (write aliases: [challenger], or versions: true)");
    }
    if (maxAge.isZero() || maxAge.isNegative()) {
      throw new IllegalArgumentException("Expected a maxAge greater than 0, but got " + maxAge);
    }
  }

  static YamlField<WebhookConfig> read(YamlNode node) {
    YamlMap map = node.map();
    var listen = map.required("listen", text -> text.parsed(WebhookConfig::address));
    var secret = map.required("secret", YamlNode::setting, "secret: ${file:webhook.secret}");
    var template = map.required("template", text -> text.parsed(WebhookConfig::path));
    var aliases =
        map.optional(
            "aliases", list -> list.list(YamlNode::string).map(Set::copyOf), Set.of("challenger"));
    var versions = map.optional("versions", YamlNode::bool, false);
    var supersede = map.optional("supersede", YamlNode::bool, false);
    var age = map.optional("maxAge", YamlNode::duration, DEFAULT_AGE);
    return map.build(
        () ->
            new WebhookConfig(
                listen.get(),
                secret.get(),
                template.get(),
                aliases.get(),
                versions.get(),
                supersede.get(),
                age.get()));
  }

  private static InetSocketAddress address(String text) {
    Matcher matcher = LISTEN.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
      throw new IllegalArgumentException(
          "Expected host:port, but got '%s' (write 127.0.0.1:9642)".formatted(text));
    }
    return new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "Expected the name of a file, but got '%s'".formatted(text), e);
    }
  }

  @Override
  public String toString() {
    return "WebhookConfig[listen=%s, template=%s, aliases=%s, versions=%s]"
        .formatted(listen, template, aliases, versions);
  }
}
