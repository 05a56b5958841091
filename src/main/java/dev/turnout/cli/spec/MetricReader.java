package dev.turnout.cli.spec;

import dev.turnout.orchestrator.analysis.MetricSpec;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import dev.turnout.yaml.YamlReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Reads one metric: its name and what is measured. */
final class MetricReader {
  private static final double NO_LIMIT = 1;
  private static final double NO_FLOOR = 0;

  private MetricReader() {}

  static YamlField<MetricSpec> read(YamlNode node) {
    Map<String, YamlReader<? extends Function<String, MetricSpec>>> kinds = new LinkedHashMap<>();
    kinds.put("errorRate", MetricReader::errorRate);
    kinds.put("latency", MetricReader::latency);
    kinds.put("score", MetricReader::score);
    YamlMap map = node.map();
    YamlField<String> name = map.required("name", YamlNode::string);
    YamlField<Function<String, MetricSpec>> kind = map.oneOf(kinds);
    return map.build(() -> kind.get().apply(name.get()));
  }

  private static YamlField<Function<String, MetricSpec>> errorRate(YamlNode node) {
    YamlMap map = node.map();
    YamlField<Double> margin =
        map.optional("margin", YamlNode::fraction, MetricSpec.ErrorRate.DEFAULT_MARGIN);
    YamlField<Double> limit = map.optional("limit", YamlNode::fraction, NO_LIMIT);
    return map.build(() -> name -> new MetricSpec.ErrorRate(name, margin.get(), limit.get()));
  }

  private static YamlField<Function<String, MetricSpec>> latency(YamlNode node) {
    YamlMap map = node.map();
    YamlField<Double> quantile = map.required("quantile", YamlNode::fraction);
    YamlField<Double> margin =
        map.optional("margin", YamlNode::fraction, MetricSpec.Latency.DEFAULT_MARGIN);
    YamlField<Duration> limit = map.required("limit", YamlNode::duration);
    return map.build(
        () -> name -> new MetricSpec.Latency(name, quantile.get(), margin.get(), limit.get()));
  }

  private static YamlField<Function<String, MetricSpec>> score(YamlNode node) {
    YamlMap map = node.map();
    YamlField<String> outcome = map.required("outcome", YamlNode::string);
    YamlField<Double> margin =
        map.optional("margin", YamlNode::fraction, MetricSpec.Score.DEFAULT_MARGIN);
    YamlField<Double> limit = map.optional("limit", YamlNode::fraction, NO_FLOOR);
    return map.build(
        () -> name -> new MetricSpec.Score(name, outcome.get(), margin.get(), limit.get()));
  }
}
