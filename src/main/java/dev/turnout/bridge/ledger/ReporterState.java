package dev.turnout.bridge.ledger;

import java.util.Map;

/**
 * The whole state of a {@link Reporter} as plain values.
 *
 * @param sequence number of its last report, from 0
 */
record ReporterState(
    String model, String node, String bootId, long sequence, Map<String, Tally> versions) {

  /**
   * State of a {@link VersionTally}.
   *
   * @param requests with their errors
   * @param latency by bin
   * @param latencySum in microseconds
   * @param scores by outcome
   * @param histograms by name and bin
   */
  record Tally(
      Part requests,
      Map<Integer, Long> latency,
      double latencySum,
      Map<String, Part> scores,
      Map<String, Map<Integer, Long>> histograms) {}

  /**
   * Bad ones of a total.
   *
   * @param bad what was said of them
   * @param waiting bad ones that came before their total
   */
  record Part(long total, double bad, double waiting) {}
}
