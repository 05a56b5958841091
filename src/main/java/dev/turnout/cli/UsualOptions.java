package dev.turnout.cli;

import dev.turnout.orchestrator.forecast.Lognormal;
import dev.turnout.orchestrator.forecast.Traffic;
import dev.turnout.orchestrator.forecast.Usual;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** How the stable version does, and what comes in besides the requests. */
final class UsualOptions {
  /** Those that mean something only together with a traffic. */
  static final List<String> OF_TRAFFIC =
      List.of("--nodes", "--error-rate", "--score", "--labels", "--latency", "--baseline");

  @Option(
      names = "--nodes",
      paramLabel = "COUNT",
      defaultValue = "1",
      description =
          "Nodes that share the traffic; the candidate warms up on each (default:"
              + " ${DEFAULT-VALUE}).")
  private int nodes = Traffic.DEFAULT_NODES;

  @Option(
      names = "--error-rate",
      paramLabel = "FRACTION",
      defaultValue = "0.001",
      description = "Failed requests of the stable version (default: ${DEFAULT-VALUE}).")
  private double errorRate = Usual.DEFAULT.errorRate();

  @Option(
      names = "--score",
      paramLabel = "FRACTION",
      defaultValue = "0.95",
      description =
          "Mean score of the stable version, such as its accuracy (default: ${DEFAULT-VALUE}).")
  private double score = Usual.DEFAULT.score();

  @Option(
      names = "--labels",
      paramLabel = "FRACTION",
      defaultValue = "0.2",
      description = "Share of the requests whose truth comes back (default: ${DEFAULT-VALUE}).")
  private double labels = Traffic.DEFAULT_LABELLED;

  @Option(
      names = "--label-delay",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description = "Mean time until it does (default: ${DEFAULT-VALUE}).")
  private Duration labelDelay = Traffic.DEFAULT_LABEL_DELAY;

  @Option(
      names = "--latency",
      paramLabel = "QUANTILES",
      defaultValue = "p50=100ms,p99=327ms",
      converter = LatencyConverter.class,
      description = "Latency of the stable version, by two quantiles (default: ${DEFAULT-VALUE}).")
  private Lognormal latency = Lognormal.DEFAULT;

  @Option(
      names = "--baseline",
      paramLabel = "METRIC=FRACTION",
      description =
          "What is different for one metric of the file: its error rate or its mean score; may be"
              + " repeated.")
  private Map<String, Double> baseline = new LinkedHashMap<>();

  Duration labelDelay() {
    return labelDelay;
  }

  Traffic traffic(double requestsPerSecond) {
    try {
      return new Traffic(requestsPerSecond, nodes, labels, labelDelay);
    } catch (IllegalArgumentException e) {
      throw invalid(e);
    }
  }

  Usual usual() {
    try {
      return new Usual(errorRate, score, latency, baseline);
    } catch (IllegalArgumentException e) {
      throw invalid(e);
    }
  }

  private static Failure invalid(IllegalArgumentException e) {
    return new Failure(Exit.INVALID_INPUT, String.valueOf(e.getMessage()), e);
  }
}
