package dev.turnout.orchestrator.statistics;

/**
 * Judged outcomes of one arm since the start.
 *
 * @param bad number of bad outcomes
 * @param total number of outcomes
 */
public record Tally(double bad, double total) {
  public static final Tally EMPTY = new Tally(0, 0);

  /** The share of bad outcomes in [0, 1], 0 if there are none. */
  public double rate() {
    return total > 0 ? bad / total : 0;
  }

  public Tally times(double factor) {
    return new Tally(bad * factor, total * factor);
  }

  public Tally plus(double moreBad, double moreTotal) {
    return new Tally(bad + moreBad, total + moreTotal);
  }
}
