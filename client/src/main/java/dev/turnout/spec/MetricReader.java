package dev.turnout.spec;

import dev.turnout.orchestrator.analysis.Influence;
import dev.turnout.orchestrator.analysis.MetricSpec;
import dev.turnout.orchestrator.analysis.TrafficKind;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import dev.turnout.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads one metric: its name, how much it has to say, and what is measured. */
final class MetricReader {
  /** A metric as soon as it has a name and an influence. */
  interface Kind {
    MetricSpec named(String name, Influence influence);
  }

  private MetricReader() {}

  static YamlField<MetricSpec> read(YamlNode node) {
    Map<String, YamlReader<? extends Kind>> kinds = new LinkedHashMap<>();
    kinds.put("errorRate", RateReader::errorRate);
    kinds.put("latency", DistributionReader::latency);
    kinds.put("score", RateReader::score);
    kinds.put("count", RateReader::count);
    kinds.put("histogram", DistributionReader::histogram);
    YamlMap map = node.map();
    YamlField<String> name = map.required("name", YamlNode::string);
    YamlField<Double> weight = map.optional("weight", YamlNode::decimal, Influence.NORMAL.weight());
    YamlField<Boolean> critical = map.optional("critical", YamlNode::bool, false);
    YamlField<Boolean> dryRun = map.optional("dryRun", YamlNode::bool, false);
    YamlField<Optional<TrafficKind>> traffic =
        map.optional("traffic", value -> value.choice(traffic()));
    YamlField<Kind> kind = map.oneOf(kinds);
    return map.build(
        () ->
            kind.get()
                .named(
                    name.get(),
                    new Influence(weight.get(), critical.get(), dryRun.get(), traffic.get())));
  }

  private static Map<String, TrafficKind> traffic() {
    Map<String, TrafficKind> kinds = new LinkedHashMap<>();
    kinds.put("mirrored", TrafficKind.MIRRORED);
    kinds.put("live", TrafficKind.LIVE);
    return kinds;
  }
}
