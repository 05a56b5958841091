package dev.turnout.spec;

import dev.turnout.orchestrator.analysis.Counts;
import dev.turnout.orchestrator.analysis.Distribution;
import dev.turnout.orchestrator.analysis.Distribution.Compare;
import dev.turnout.orchestrator.analysis.QuantileGate;
import dev.turnout.orchestrator.statistics.LatencyBins;
import dev.turnout.spec.MetricReader.Kind;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import dev.turnout.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Reads the metrics that are a value of which less is better. */
final class DistributionReader {
  private DistributionReader() {}

  static YamlField<Kind> latency(YamlNode node) {
    YamlMap map = node.map();
    return rest(map, DistributionReader::millis, () -> Counts.LATENCY);
  }

  static YamlField<Kind> histogram(YamlNode node) {
    YamlMap map = node.map();
    YamlField<String> of =
        map.required(
            "of",
            DistributionReader::histogramName,
            "of: gpu-memory-mb, the name under which 'turnout report --histogram' carries it");
    return rest(map, DistributionReader::value, of::get);
  }

  private static YamlField<String> histogramName(YamlNode node) {
    YamlField<String> name = node.string();
    return name.isValid() && name.get().equals(Counts.LATENCY)
        ? node.invalid(
            "Expected the name of a histogram of your own, but got '%s' (write the metric's kind as latency)",
            Counts.LATENCY)
        : name;
  }

  private static YamlField<Kind> rest(
      YamlMap map, YamlReader<Double> limit, Supplier<String> histogram) {
    YamlField<Double> tolerance = map.optional("tolerance", YamlNode::fraction, 0.0);
    YamlField<Compare> compare =
        map.optional("compare", choice -> choice.choice(comparisons()), Compare.SHAPE);
    Supplier<List<QuantileGate>> gates = gates(map, limit);
    return map.build(
        () ->
            (name, influence) ->
                new Distribution(
                    name, influence, histogram.get(), gates.get(), tolerance.get(), compare.get()));
  }

  /** Either one quantile with its margin and limit, or a list of them, or the usual three. */
  private static Supplier<List<QuantileGate>> gates(YamlMap map, YamlReader<Double> limit) {
    if (map.has("quantiles")) {
      for (String key : List.of("quantile", "margin", "limit")) {
        map.forbidden(
            key,
            "Expected %s in the items of quantiles, but got it beside them (write quantiles: [{quantile: 0.5}, {quantile: 0.99, margin: 0.1}])"
                .formatted(key));
      }
      return map.required("quantiles", list -> list.list(gate -> gate(gate, limit)))::get;
    }
    if (map.has("quantile") || map.has("limit")) {
      Supplier<QuantileGate> one = gate(map, limit);
      return () -> List.of(one.get());
    }
    YamlField<Double> margin =
        map.optional("margin", YamlNode::fraction, QuantileGate.DEFAULT_MARGIN);
    return () ->
        Distribution.DEFAULT_GATES.stream()
            .map(gate -> new QuantileGate(gate.quantile(), margin.get(), QuantileGate.NO_LIMIT))
            .toList();
  }

  private static YamlField<QuantileGate> gate(YamlNode node, YamlReader<Double> limit) {
    YamlMap map = node.map();
    Supplier<QuantileGate> gate = gate(map, limit);
    return map.build(gate);
  }

  private static Supplier<QuantileGate> gate(YamlMap map, YamlReader<Double> limit) {
    YamlField<Double> quantile =
        map.required("quantile", YamlNode::fraction, "quantile: 0.99 for p99");
    YamlField<Double> margin =
        map.optional("margin", YamlNode::fraction, QuantileGate.DEFAULT_MARGIN);
    YamlField<Double> most = map.optional("limit", limit, QuantileGate.NO_LIMIT);
    return () -> new QuantileGate(quantile.get(), margin.get(), most.get());
  }

  private static YamlField<Double> millis(YamlNode node) {
    return node.duration().map(limit -> limit.toNanos() / 1e6);
  }

  /** A value that has a bin of its own: the largest bin would keep any limit above it. */
  private static YamlField<Double> value(YamlNode node) {
    YamlField<Double> value = node.decimal();
    return value.isValid() && value.get() >= LatencyBins.LONGEST_MILLIS
        ? node.invalid(
            "Expected a limit below %.0f, the largest value of a histogram, but got %.0f (report and limit it in a larger unit)",
            LatencyBins.LONGEST_MILLIS, value.get())
        : value;
  }

  private static Map<String, Compare> comparisons() {
    Map<String, Compare> comparisons = new LinkedHashMap<>();
    comparisons.put("distribution", Compare.SHAPE);
    comparisons.put("quantiles", Compare.QUANTILES);
    comparisons.put("limit", Compare.LIMIT);
    return comparisons;
  }
}
