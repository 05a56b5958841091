package dev.turnout.orchestrator.analysis;

import java.util.Collection;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;

/** The parts of a block that are compared each for itself. */
final class Parts {
  private Parts() {}

  /**
   * The log e-values of a block for each alternative: the e-values of its parts multiply.
   *
   * @param logE of a part, for each alternative
   * @return empty if there are no parts
   */
  static <P> Optional<double[]> sum(Collection<P> parts, Function<P, double[]> logE) {
    Iterator<P> part = parts.iterator();
    if (!part.hasNext()) {
      return Optional.empty();
    }
    double[] sum = logE.apply(part.next());
    while (part.hasNext()) {
      double[] more = logE.apply(part.next());
      for (int i = 0; i < sum.length; i++) {
        sum[i] += more[i];
      }
    }
    return Optional.of(sum);
  }
}
