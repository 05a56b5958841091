package dev.turnout.orchestrator.guard;

import dev.turnout.orchestrator.statistics.BinCounts;
import dev.turnout.orchestrator.statistics.Tally;

/**
 * Count, sum and sum of squares of values. Whole numbers add up exactly, in any order.
 *
 * @param count number of values
 * @param sum of the values
 * @param squares sum of their squares
 */
public record Moments(double count, double sum, double squares) {
  static final Moments EMPTY = new Moments(0, 0, 0);

  /** Outcomes: 1 is bad, 0 is good. */
  public static Moments of(Tally outcomes) {
    return new Moments(outcomes.total(), outcomes.bad(), outcomes.bad());
  }

  /** Latencies by their bins, that is, logarithms of latencies in units of a bin's width. */
  public static Moments of(BinCounts bins) {
    double count = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < bins.size(); i++) {
      double place = bins.bin(i);
      count += bins.count(i);
      sum += bins.count(i) * place;
      squares += bins.count(i) * place * place;
    }
    return new Moments(count, sum, squares);
  }

  Moments plus(Moments more) {
    return new Moments(count + more.count, sum + more.sum, squares + more.squares);
  }

  double mean() {
    return sum / count;
  }

  /** Of a single value. */
  double variance() {
    return Math.max(squares / count - mean() * mean(), 0);
  }
}
