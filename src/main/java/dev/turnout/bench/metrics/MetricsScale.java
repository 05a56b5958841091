package dev.turnout.bench.metrics;

/**
 * How much is measured.
 *
 * @param rollouts under way at once about which nodes report, from 1
 * @param nodes of each of their models, from 1
 * @param reports metric reports in each round, from one of every node; about as many heartbeats
 *     come with them
 * @param idle rollouts under way about which nothing comes in, in the installation that has some
 * @param rounds that count, from 1
 */
public record MetricsScale(int rollouts, int nodes, int reports, int idle, int rounds) {
  /** So that two orchestrators have one each. */
  static final int PARTITIONS = 2;

  /** Values that differ in each histogram. */
  static final int BINS = 150;

  private static final int LONGEST_SECONDS = 3_000;

  public MetricsScale {
    if (rollouts < 1 || nodes < 1 || idle < 0 || rounds < 1) {
      throw new IllegalArgumentException(
          "Expected 1 or more rollouts, nodes and rounds, and 0 or more idle rollouts, but got %d, %d, %d and %d"
              .formatted(rollouts, nodes, rounds, idle));
    }
    if (reports < rollouts * nodes) {
      throw new IllegalArgumentException(
          "Expected at least one report of each of the %d nodes, but got %d"
              .formatted(rollouts * nodes, reports));
    }
    long seconds = (long) (reports / (rollouts * nodes)) * (rounds + 1);
    if (seconds > LONGEST_SECONDS) {
      throw new IllegalArgumentException(
          "Expected at most %,d seconds of reports in all rounds, but got %,d (take fewer reports or rounds)"
              .formatted(LONGEST_SECONDS, seconds));
    }
  }

  /** How much time the reports of a round are of: each node sends one a second. */
  int secondsOfRound() {
    return reports / (rollouts * nodes);
  }

  /** Metric reports of a round, a count. */
  long reportsOfRound() {
    return (long) secondsOfRound() * rollouts * nodes;
  }
}
