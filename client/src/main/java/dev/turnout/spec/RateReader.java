package dev.turnout.spec;

import dev.turnout.orchestrator.analysis.MetricSpec;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.RateSource;
import dev.turnout.orchestrator.analysis.TrafficKind;
import dev.turnout.spec.MetricReader.Kind;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the metrics that are a share of bad outcomes. */
final class RateReader {
  /** The event that nodes count when a copy is not answered like the request. */
  static final String DISAGREEMENTS = "disagreements";

  private RateReader() {}

  static YamlField<Kind> errorRate(YamlNode node) {
    YamlMap map = node.map();
    YamlField<Double> limit = map.optional("limit", YamlNode::fraction, Rate.NO_LIMIT);
    return rest(map, Rate.DEFAULT_ERROR_MARGIN, limit, () -> RateSource.ERRORS);
  }

  static YamlField<Kind> score(YamlNode node) {
    YamlMap map = node.map();
    YamlField<String> outcome =
        map.required(
            "outcome",
            YamlNode::string,
            "outcome: accuracy, the name under which 'turnout report --outcome' carries it");
    YamlField<Double> limit = map.optional("limit", RateReader::badShareAtFloor, Rate.NO_LIMIT);
    return rest(
        map,
        Rate.DEFAULT_SCORE_MARGIN,
        limit,
        () -> new RateSource(RateSource.Kind.SCORE, outcome.get()));
  }

  /** A score's limit is a floor: the smallest mean score. */
  private static YamlField<Double> badShareAtFloor(YamlNode node) {
    YamlField<Double> floor = node.fraction();
    return floor.isValid() && floor.get() >= 1
        ? node.invalid(
            "Expected the smallest acceptable score, below 1, but got 1 (write 0.92 for 92 %%)")
        : floor.map(score -> 1 - score);
  }

  static YamlField<Kind> count(YamlNode node) {
    YamlMap map = node.map();
    YamlField<String> event =
        map.required(
            "event",
            YamlNode::string,
            "event: fallbacks, the name under which 'turnout report --event' carries it");
    boolean disagreements = event.isValid() && event.get().equals(DISAGREEMENTS);
    YamlField<Double> limit =
        disagreements
            ? map.required("limit", YamlNode::fraction, "limit: 0.02")
            : map.optional("limit", YamlNode::fraction, Rate.NO_LIMIT);
    YamlField<Kind> kind =
        rest(
            map,
            Rate.DEFAULT_SCORE_MARGIN,
            limit,
            !disagreements,
            () -> new RateSource(RateSource.Kind.COUNT, event.get()));
    return disagreements ? kind.map(RateReader::ofCopies) : kind;
  }

  /** Only copies have a second answer to be compared with, and the stable version has none. */
  private static Kind ofCopies(Kind kind) {
    return (name, influence) -> {
      if (influence.traffic().equals(Optional.of(TrafficKind.LIVE))) {
        throw new IllegalArgumentException(
            "Expected the event disagreements on mirrored traffic, but got traffic: live (remove it: only copies have a second answer)");
      }
      MetricSpec metric = kind.named(name, influence.on(TrafficKind.MIRRORED));
      if (metric instanceof Rate rate && rate.compared()) {
        throw new IllegalArgumentException(
            "Expected the event disagreements with a limit alone, but got compare: baseline (write limit: 0.02; the stable version does not disagree with itself)");
      }
      return metric;
    };
  }

  private static YamlField<Kind> rest(
      YamlMap map, double usualMargin, YamlField<Double> limit, Supplier<RateSource> source) {
    return rest(map, usualMargin, limit, true, source);
  }

  private static YamlField<Kind> rest(
      YamlMap map,
      double usualMargin,
      YamlField<Double> limit,
      boolean usuallyCompared,
      Supplier<RateSource> source) {
    YamlField<Double> margin = map.optional("margin", YamlNode::fraction, usualMargin);
    YamlField<Double> tolerance = map.optional("tolerance", YamlNode::fraction, 0.0);
    YamlField<Boolean> compared =
        map.optional("compare", choice -> choice.choice(comparisons()), usuallyCompared);
    return map.build(
        () ->
            (name, influence) ->
                new Rate(
                    name,
                    influence,
                    source.get(),
                    margin.get(),
                    tolerance.get(),
                    limit.get(),
                    compared.get()));
  }

  private static Map<String, Boolean> comparisons() {
    Map<String, Boolean> comparisons = new LinkedHashMap<>();
    comparisons.put("baseline", true);
    comparisons.put("limit", false);
    return comparisons;
  }
}
