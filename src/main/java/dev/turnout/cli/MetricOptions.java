package dev.turnout.cli;

import dev.turnout.spec.ShortForm;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the judge watches in a short form; errors are always compared with the stable version. */
final class MetricOptions {
  @Option(
      names = "--max-error-rate",
      paramLabel = "FRACTION",
      description = "Largest acceptable share of failed requests, such as 0.01.")
  private @Nullable String maxErrorRate;

  @Option(
      names = "--max-latency",
      paramLabel = "DURATION",
      description =
          "Watch the latency: 99 of 100 requests must be faster than this, such as 500ms.")
  private @Nullable String maxLatency;

  @Option(
      names = "--min-accuracy",
      paramLabel = "FRACTION",
      description =
          "Watch the accuracy: smallest acceptable share of right answers, such as 0.92. Needs labels"
              + " ('turnout report').")
  private @Nullable String minAccuracy;

  @Option(
      names = "--on-inconclusive",
      paramLabel = "POLICY",
      description = "pause, rollback or promoteIfNoHarm (default: pause).")
  private @Nullable String onInconclusive;

  @Option(
      names = "--minimum-sample",
      paramLabel = "COUNT",
      description = "Fewest judged candidate requests before a promotion (default: 500).")
  private @Nullable String minimumSample;

  private @Nullable String maxDisagreements;

  /** Also watches answers that are not alike, up to this share. */
  MetricOptions disagreements(@Nullable String largest) {
    maxDisagreements = largest;
    return this;
  }

  /** The value of {@code spec.analysis}. */
  Map<String, Object> analysis() {
    ShortForm.Metrics metrics = new ShortForm.Metrics();
    metrics.errorRate(maxErrorRate);
    if (maxLatency != null) {
      metrics.latency(maxLatency);
    }
    if (minAccuracy != null) {
      metrics.accuracy(minAccuracy);
    }
    if (maxDisagreements != null) {
      metrics.disagreements(maxDisagreements);
    }
    Map<String, Object> analysis = new LinkedHashMap<>();
    if (onInconclusive != null) {
      analysis.put("onInconclusive", onInconclusive);
    }
    if (minimumSample != null) {
      analysis.put("minimumSample", ShortForm.number(minimumSample));
    }
    analysis.put("metrics", metrics.list());
    return analysis;
  }
}
