package dev.turnout.bridge.prometheus;

import dev.turnout.yaml.Glob;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where Prometheus is, and what of it counts. Its {@link #toString} shows no secret.
 *
 * @param url of the server, with a path if it has one
 * @param interval between two polls, 1 s to 10 min; default 15 s
 * @param timeout how long an answer may take, 1 s to 5 min; default 10 s
 * @param headers of each request, such as {@code Authorization}
 * @param models globs of models that are polled for; default all
 * @param queries at least one
 */
public record PrometheusConfig(
    URI url,
    Duration interval,
    Duration timeout,
    Map<String, String> headers,
    List<Pattern> models,
    List<PrometheusQuery> queries) {

  public PrometheusConfig {
    headers = Map.copyOf(headers);
    models = List.copyOf(models);
    queries = List.copyOf(queries);
    if (queries.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one query, but got none");
    }
    Set<String> names = new HashSet<>();
    for (PrometheusQuery query : queries) {
      if (!names.add(query.name())) {
        throw new IllegalArgumentException(
            "Expected a name of its own for each query, but '%s' comes twice (write name: %s-2)"
                .formatted(query.name(), query.name()));
      }
    }
  }

  /** Reads the section {@code prometheus}. */
  public static YamlField<PrometheusConfig> read(YamlNode node) {
    YamlMap map = node.map();
    var url = map.required("url", YamlNode::setting, "url: http://prometheus:9090");
    var interval =
        map.optional(
            "interval",
            time -> time.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)),
            Duration.ofSeconds(15));
    var timeout =
        map.optional(
            "timeout",
            time -> time.duration(Duration.ofSeconds(1), Duration.ofMinutes(5)),
            Duration.ofSeconds(10));
    var headers = map.optional("headers", YamlNode::settings, Map.of());
    var models = map.optional("models", list -> list.list(YamlNode::string), List.of("*"));
    var queries = map.required("queries", list -> list.list(PrometheusQuery::read));
    return map.build(
        () ->
            new PrometheusConfig(
                address(url.get()),
                interval.get(),
                timeout.get(),
                headers.get(),
                models.get().stream().map(Glob::of).toList(),
                queries.get()));
  }

  /** Whether a model is polled for. */
  boolean wants(String model) {
    return models.stream().anyMatch(glob -> glob.matcher(model).matches());
  }

  private static URI address(String text) {
    if (!text.matches("https?://[^\\s?#]+")) {
      throw new IllegalArgumentException(
          "Expected an address such as http://prometheus:9090 as url, but got another text");
    }
    return URI.create(text.replaceAll("/+$", ""));
  }

  @Override
  public String toString() {
    return "PrometheusConfig[host=%s, interval=%s, queries=%s]"
        .formatted(url.getHost(), interval, queries);
  }
}
