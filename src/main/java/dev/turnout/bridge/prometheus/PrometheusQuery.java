package dev.turnout.bridge.prometheus;

import dev.turnout.bridge.rule.Counting;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which series count for a version, and as what.
 *
 * @param name tells it from the other queries, and stays the same when the query is changed;
 *     without one the metric's name
 * @param selector of counters or of histograms' buckets, with <code>{{version}}</code> and, if the
 *     metric is not of one model only, <code>{{model}}</code>
 * @param node label that tells which node reports; empty for the bridge's own name
 */
public record PrometheusQuery(
    String name, String selector, Optional<String> node, Counting counting) {
  private static final Pattern SELECTOR =
      Pattern.compile("\\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*\\{[^}]*(\\{\\{[^}]*\\}\\}[^}]*)+\\}\\s*");

  public PrometheusQuery {
    if (!SELECTOR.matcher(selector).matches()) {
      throw new IllegalArgumentException(
          "Expected a selector of series with the version among its labels, but got '%s' (such as http_requests_total{model=\"{{model}}\",version=\"{{version}}\"}; sums and rates are worked out here, series by series)"
              .formatted(selector));
    }
    if (!selector.contains("{{version}}")) {
      throw new IllegalArgumentException(
          "Expected {{version}} in the query, but it is missing (such as version=\"{{version}}\")");
    }
  }

  static YamlField<PrometheusQuery> read(YamlNode node) {
    YamlMap map = node.map();
    var name = map.optional("name", YamlNode::string);
    var selector = map.required("query", YamlNode::string);
    var reporter = map.optional("node", YamlNode::string);
    Counting.Keys counting = Counting.keys(map);
    return map.build(
        () ->
            new PrometheusQuery(
                name.get().orElseGet(() -> metricOf(selector.get())),
                selector.get(),
                reporter.get(),
                counting.get()));
  }

  /** The samples of a time for one version. */
  String of(String model, String version, Duration window) {
    return selects(model, version) + "[" + window.toSeconds() + "s]";
  }

  /** The series of one version. */
  String selects(String model, String version) {
    return selector
        .strip()
        .replace("{{model}}", quoted(model))
        .replace("{{version}}", quoted(version));
  }

  private static String metricOf(String selector) {
    int brace = selector.indexOf('{');
    return brace < 0 ? selector : selector.substring(0, brace).strip();
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
