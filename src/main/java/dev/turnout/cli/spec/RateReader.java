package dev.turnout.cli.spec;

import dev.turnout.cli.spec.MetricReader.Kind;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.RateSource;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/** Reads the metrics that are a share of bad outcomes. */
final class RateReader {
  private static final double NO_FLOOR = 0;

  private RateReader() {}

  static YamlField<Kind> errorRate(YamlNode node) {
    YamlMap map = node.map();
    return rest(map, Rate.DEFAULT_ERROR_MARGIN, Rate.NO_LIMIT, l -> l, () -> RateSource.ERRORS);
  }

  static YamlField<Kind> score(YamlNode node) {
    YamlMap map = node.map();
    YamlField<String> outcome = map.required("outcome", YamlNode::string);
    // A score's limit is a floor: the smallest share of good ones.
    return rest(
        map,
        Rate.DEFAULT_SCORE_MARGIN,
        NO_FLOOR,
        floor -> 1 - floor,
        () -> new RateSource(RateSource.Kind.SCORE, outcome.get()));
  }

  static YamlField<Kind> count(YamlNode node) {
    YamlMap map = node.map();
    YamlField<String> event = map.required("event", YamlNode::string);
    return rest(
        map,
        Rate.DEFAULT_SCORE_MARGIN,
        Rate.NO_LIMIT,
        limit -> limit,
        () -> new RateSource(RateSource.Kind.COUNT, event.get()));
  }

  private static YamlField<Kind> rest(
      YamlMap map,
      double usualMargin,
      double noLimit,
      DoubleUnaryOperator badShare,
      Supplier<RateSource> source) {
    YamlField<Double> margin = map.optional("margin", YamlNode::fraction, usualMargin);
    YamlField<Double> tolerance = map.optional("tolerance", YamlNode::fraction, 0.0);
    YamlField<Double> limit = map.optional("limit", YamlNode::fraction, noLimit);
    YamlField<Boolean> compared =
        map.optional("compare", choice -> choice.choice(comparisons()), true);
    return map.build(
        () ->
            (name, influence) ->
                new Rate(
                    name,
                    influence,
                    source.get(),
                    margin.get(),
                    tolerance.get(),
                    badShare.applyAsDouble(limit.get()),
                    compared.get()));
  }

  private static Map<String, Boolean> comparisons() {
    Map<String, Boolean> comparisons = new LinkedHashMap<>();
    comparisons.put("baseline", true);
    comparisons.put("limit", false);
    return comparisons;
  }
}
