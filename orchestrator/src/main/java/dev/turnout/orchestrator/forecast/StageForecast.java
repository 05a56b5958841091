package dev.turnout.orchestrator.forecast;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one stage can show.
 *
 * @param number among the stages of the plan, from 1
 * @param weight the candidate's share, in (0, 1]
 * @param duration shortest stay
 * @param gated whether the stage ends with a verdict; else it ends with its time
 * @param candidatePerSecond the candidate's requests per second
 * @param warmAfter time in the stage until requests are judged; empty if never
 * @param sampledAfter time in the stage until the minimum sample is reached; empty if never
 * @param metrics in the order of the rollout
 */
public record StageForecast(
    int number,
    double weight,
    Duration duration,
    boolean gated,
    double candidatePerSecond,
    Optional<Duration> warmAfter,
    Optional<Duration> sampledAfter,
    List<MetricForecast> metrics) {
  public StageForecast {
    metrics = List.copyOf(metrics);
  }
}
