package dev.turnout.explain;

import dev.turnout.orchestrator.analysis.Distribution;
import dev.turnout.orchestrator.analysis.MetricSpec;
import dev.turnout.orchestrator.analysis.QuantileGate;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.output.Numbers;
import java.util.List;

/** The absolute limits of a metric in words, in the order of their evidence. */
final class LimitWords {
  private LimitWords() {}

  static List<String> of(MetricSpec metric) {
    if (metric instanceof Rate rate) {
      String share = Numerals.value(Figure.Unit.SHARE, rate.limit());
      return List.of("of %s %s".formatted(share, rate.source().badWord()));
    }
    return metric instanceof Distribution distribution
        ? distribution.gates().stream()
            .filter(QuantileGate::hasLimit)
            .map(gate -> of(distribution, gate))
            .toList()
        : List.of();
  }

  private static String of(Distribution distribution, QuantileGate gate) {
    return "of p%s %s"
        .formatted(Numbers.plain(100 * gate.quantile()), distribution.text(gate.limit()));
  }
}
