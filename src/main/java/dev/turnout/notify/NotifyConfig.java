package dev.turnout.notify;

import dev.turnout.notify.delivery.Signature;
import dev.turnout.notify.delivery.Webhook;
import dev.turnout.notify.message.Format;
import dev.turnout.notify.message.Notices;
import dev.turnout.schemas.OAuthLogin;
import dev.turnout.schemas.Topics;
import dev.turnout.yaml.Glob;
import dev.turnout.yaml.InvalidDocument;
import dev.turnout.yaml.ListenText;
import dev.turnout.yaml.YamlDocument;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Configuration of a notifier. Its {@link #toString} shows no secret.
 *
 * @param kafka settings of the clients and of the schema registry
 * @param topics of the installation
 * @param name tells it from other notifiers; those of one name share the work
 * @param admin where health and metrics are served, port 0 for any; default 127.0.0.1:9644
 * @param source what CloudEvents give as their source, a URI reference; default {@code /turnout}
 * @param topic types that go to the topic of notifications, a pattern each; none for no topic
 * @param webhooks receivers
 */
public record NotifyConfig(
    Map<String, String> kafka,
    Topics topics,
    String name,
    InetSocketAddress admin,
    String source,
    List<Pattern> topic,
    List<Webhook> webhooks) {
  public static final String DEFAULT_NAME = "notifier";
  public static final int DEFAULT_ADMIN_PORT = 9644;

  private static final List<String> ROLLOUTS = List.of("rollout-*");
  private static final Map<String, Format> FORMATS =
      Map.of("cloudevents", Format.CLOUDEVENTS, "slack", Format.SLACK, "teams", Format.TEAMS);

  public NotifyConfig {
    kafka = OAuthLogin.complete(kafka);
    topic = List.copyOf(topic);
    webhooks = List.copyOf(webhooks);
    for (String key : new String[] {"bootstrap.servers", "schema.registry.url"}) {
      if (kafka.getOrDefault(key, "").isBlank()) {
        throw new IllegalArgumentException(
            "Expected '%s' in the Kafka settings, but it is missing".formatted(key));
      }
    }
    if (!name.matches("[A-Za-z0-9._-]{1,60}")) {
      throw new IllegalArgumentException(
          "Expected a name of 1 to 60 letters, digits, '.', '_' and '-', but got '%s'"
              .formatted(name));
    }
    if (topic.isEmpty() && webhooks.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected somebody to tell, but got nobody (write topic: {} or a list webhooks)");
    }
    Set<String> names = new HashSet<>();
    for (Webhook webhook : webhooks) {
      if (!names.add(webhook.name())) {
        throw new IllegalArgumentException(
            "Expected a name of its own for each webhook, but '%s' comes twice"
                .formatted(webhook.name()));
      }
    }
  }

  /**
   * Reads a YAML file's text.
   *
   * @param file its name, for mistakes
   * @throws InvalidDocument with every mistake, its line and what to write
   */
  public static NotifyConfig parse(String text, String file) {
    return YamlDocument.parse(text, file).read(node -> read(node, Optional.empty()));
  }

  /**
   * The same for a process that has a bus of its own, whatever bus the text names.
   *
   * @param own settings of the clients and of the schema registry
   */
  public static NotifyConfig parse(String text, String file, Map<String, String> own) {
    return YamlDocument.parse(text, file).read(node -> read(node, Optional.of(own)));
  }

  private static YamlField<NotifyConfig> read(YamlNode node, Optional<Map<String, String>> own) {
    YamlMap map = node.map();
    var named =
        own.isPresent()
            ? map.optional("kafka", YamlNode::settings, Map.of())
            : map.required("kafka", YamlNode::settings);
    var prefix = map.optional("topicPrefix", text -> text.parsed(Topics::new), Topics.standard());
    var name = map.optional("name", YamlNode::string, DEFAULT_NAME);
    var admin =
        map.optional(
            "admin",
            address -> address.parsed(text -> ListenText.parse(text, DEFAULT_ADMIN_PORT)),
            new InetSocketAddress("127.0.0.1", DEFAULT_ADMIN_PORT));
    var source = map.optional("source", YamlNode::string, "/turnout");
    var topic = map.optional("topic", NotifyConfig::topic, List.of());
    var webhooks = map.optional("webhooks", list -> list.list(NotifyConfig::webhook), List.of());
    return map.build(
        () ->
            new NotifyConfig(
                own.orElseGet(named::get),
                own.isPresent() ? Topics.standard() : prefix.get(),
                name.get(),
                admin.get(),
                source.get(),
                topic.get(),
                webhooks.get()));
  }

  private static YamlField<List<Pattern>> topic(YamlNode node) {
    YamlMap map = node.map();
    var events = map.optional("events", NotifyConfig::types, globs(List.of("*")));
    return map.build(events::get);
  }

  private static YamlField<Webhook> webhook(YamlNode node) {
    YamlMap map = node.map();
    var name = map.required("name", YamlNode::string, "name: team-chat");
    var url = map.required("url", YamlNode::setting, "url: ${file:webhook.url}");
    var format = map.optional("format", word -> word.choice(FORMATS), Format.CLOUDEVENTS);
    var secret = map.optional("secret", YamlNode::setting);
    var headers = map.optional("headers", YamlNode::settings, Map.of());
    var events = map.optional("events", NotifyConfig::types, globs(ROLLOUTS));
    var models = map.optional("models", list -> list.list(YamlNode::string), List.of("*"));
    var timeout =
        map.optional(
            "timeout",
            time -> time.duration(Duration.ofSeconds(1), Duration.ofMinutes(1)),
            Duration.ofSeconds(10));
    var giveUp =
        map.optional(
            "giveUpAfter",
            time -> time.duration(Duration.ofSeconds(1), Duration.ofDays(7)),
            Duration.ofHours(24));
    return map.build(
        () ->
            new Webhook(
                name.get(),
                uri(url.get()),
                format.get(),
                secret.get().map(Signature::of),
                headers.get(),
                events.get(),
                globs(models.get()),
                timeout.get(),
                giveUp.get()));
  }

  /** Globs of types, each of which must match one that there is. */
  private static YamlField<List<Pattern>> types(YamlNode node) {
    return node.list(
        item ->
            item.parsed(
                glob -> {
                  Pattern pattern = Glob.of(glob);
                  if (Notices.types().stream().noneMatch(t -> pattern.matcher(t).matches())) {
                    throw new IllegalArgumentException(
                        "Expected one of %s, or a pattern of some, but got '%s'"
                            .formatted(Notices.types(), glob));
                  }
                  return pattern;
                }));
  }

  private static List<Pattern> globs(List<String> globs) {
    return globs.stream().map(Glob::of).toList();
  }

  /** The address is never quoted, because it may be a secret. */
  private static URI uri(String text) {
    if (!text.matches("https?://[^\\s/]+(/\\S*)?")) {
      throw new IllegalArgumentException(
          "Expected an address that begins with https:// or http:// as url, but got another text");
    }
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Expected an address as url, but got another text", e);
    }
  }

  /** Settings of the consumer of the journal. */
  Map<String, Object> consumer() {
    Map<String, Object> settings = clients();
    settings.put("group.id", topics.notifierPrefix() + name);
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "latest");
    settings.put("isolation.level", "read_committed");
    settings.put("allow.auto.create.topics", "false");
    if (!"consumer".equalsIgnoreCase(kafka.get("group.protocol"))) {
      // After a crash nothing is told for so long, unless group.instance.id is set.
      settings.putIfAbsent("session.timeout.ms", "10000");
    }
    return settings;
  }

  /** Settings of the producer of notifications and dead letters. */
  Map<String, Object> producer() {
    Map<String, Object> settings = clients();
    settings.put("enable.idempotence", "true");
    settings.put("acks", "all");
    settings.put("max.block.ms", "30000");
    settings.put("delivery.timeout.ms", "30000");
    settings.put("request.timeout.ms", "10000");
    return settings;
  }

  private Map<String, Object> clients() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().removeIf(key -> key.endsWith("serializer"));
    return settings;
  }

  @Override
  public String toString() {
    return "NotifyConfig[name=%s, topics=%s, webhooks=%s]".formatted(name, topics, webhooks);
  }
}
