package dev.turnout.orchestrator.forecast;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one metric can show in one stage.
 *
 * @param metric its name
 * @param usual what the baseline does, in words
 * @param smallest the mildest worsening that half of the rollouts find by the end of the stage, in
 *     words; empty if none is found
 * @param examples a mild and a bad candidate
 * @param equalPasses time in the stage until half of the candidates that are as good as the
 *     baseline have shown it; empty if that is not in ten years, or if the stage has no gate
 */
public record MetricForecast(
    String metric,
    String usual,
    Optional<String> smallest,
    List<Example> examples,
    Optional<Duration> equalPasses) {
  public MetricForecast {
    examples = List.copyOf(examples);
  }
}
