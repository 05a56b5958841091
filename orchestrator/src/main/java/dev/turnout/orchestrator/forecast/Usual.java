package dev.turnout.orchestrator.forecast;

import dev.turnout.orchestrator.statistics.Expect;
import java.util.Map;

/**
 * How the stable version does, as far as known before the rollout.
 *
 * @param errorRate share of failed requests, in (0, 1)
 * @param score mean score such as accuracy, in (0, 1)
 * @param latency of all requests
 * @param byMetric what is different for a metric of this name: its error rate, or its mean score
 */
public record Usual(
    double errorRate, double score, Lognormal latency, Map<String, Double> byMetric) {
  public static final Usual DEFAULT = new Usual(0.001, 0.95, Lognormal.DEFAULT, Map.of());

  public Usual {
    Expect.inOpen("an error rate", errorRate, 0, 1, "0.001 for 0.1 %");
    Expect.inOpen("a mean score", score, 0, 1, "0.95 for 95 %");
    byMetric = Map.copyOf(byMetric);
    byMetric.forEach(
        (name, value) -> Expect.inOpen("a baseline of " + name, value, 0, 1, "0.001 for 0.1 %"));
  }

  double errorRate(String metric) {
    return byMetric.getOrDefault(metric, errorRate);
  }

  double score(String metric) {
    return byMetric.getOrDefault(metric, score);
  }
}
