package dev.turnout.bridge.otlp;

import dev.turnout.bridge.rule.Counting;
import dev.turnout.bridge.rule.Match;
import dev.turnout.bridge.rule.Source;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.util.Optional;

/**
 * Which data points count, for whom, and as what.
 *
 * @param name tells it from the other rules, and stays the same when the rule is changed; without
 *     one the metric's name
 * @param metric name of the metric
 * @param node empty for the bridge's own name
 * @param where attributes that the points must have
 */
public record OtlpRule(
    String name,
    String metric,
    Source model,
    Source version,
    Optional<Source> node,
    Match where,
    Counting counting) {

  static YamlField<OtlpRule> read(YamlNode node) {
    YamlMap map = node.map();
    var name = map.optional("name", YamlNode::string);
    var metric = map.required("metric", YamlNode::string, "metric: http.server.request.duration");
    var model = map.required("model", Source::read, "model: {attribute: ml.model}");
    var version = map.required("version", Source::read, "version: {attribute: service.version}");
    var reporter = map.optional("node", Source::read);
    var where = map.optional("where", Match::read, Match.ALL);
    Counting.Keys counting = Counting.keys(map);
    return map.build(
        () ->
            new OtlpRule(
                name.get().orElse(metric.get()),
                metric.get(),
                model.get(),
                version.get(),
                reporter.get(),
                where.get(),
                counting.get()));
  }
}
