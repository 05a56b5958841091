package dev.turnout.orchestrator.statistics;

import java.util.function.DoublePredicate;

/** Finds where a set of numbers without gaps ends, to the last bit. */
final class Bisection {
  private Bisection() {}

  /**
   * The end of the set towards {@code far}; never short of it.
   *
   * @param inside a number in the set
   * @param far how far the set may reach
   */
  static double end(double inside, double far, DoublePredicate contains) {
    if (contains.test(far)) {
      return far;
    }
    double in = inside;
    double out = far;
    while (true) {
      double middle = in + (out - in) / 2;
      if (middle == in || middle == out) {
        return out;
      }
      if (contains.test(middle)) {
        in = middle;
      } else {
        out = middle;
      }
    }
  }
}
