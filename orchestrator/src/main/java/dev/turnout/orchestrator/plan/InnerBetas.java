package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Gates of the analyses in a plan: the last one takes the beta of the analysis, those before it are
 * weaker, falling geometrically from 0.5 to one significant digit (0.5, 0.2, then 0.05).
 */
final class InnerBetas {
  private static final double FIRST = 0.5;

  private InnerBetas() {}

  static OptionalDouble of(Optional<AnalysisSpec> analysis, int index, int count) {
    boolean last = index == count - 1;
    if (last || analysis.isEmpty() || analysis.get().beta() >= FIRST) {
      return OptionalDouble.empty();
    }
    double ratio = analysis.get().beta() / FIRST;
    double exact = FIRST * Math.pow(ratio, (double) index / (count - 1));
    return OptionalDouble.of(new BigDecimal(exact).round(new MathContext(1)).doubleValue());
  }
}
