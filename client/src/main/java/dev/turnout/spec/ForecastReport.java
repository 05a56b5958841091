package dev.turnout.spec;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.MetricSpec;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.RateSource;
import dev.turnout.orchestrator.forecast.Example;
import dev.turnout.orchestrator.forecast.Forecast;
import dev.turnout.orchestrator.forecast.MetricForecast;
import dev.turnout.orchestrator.forecast.StageForecast;
import dev.turnout.orchestrator.forecast.Traffic;
import dev.turnout.orchestrator.forecast.Usual;
import dev.turnout.orchestrator.statistics.Outlook;
import dev.turnout.output.Documents;
import dev.turnout.output.Failure;
import dev.turnout.output.Format;
import dev.turnout.output.Numbers;
import dev.turnout.output.Table;
import dev.turnout.yaml.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A forecast as people and programs read it. */
public record ForecastReport(RolloutFile file, Traffic traffic, Forecast forecast) {

  /**
   * Empty if the rollout watches nothing.
   *
   * @throws Failure if something usual is said of a metric that the rollout does not have
   */
  public static Optional<ForecastReport> of(RolloutFile file, Traffic traffic, Usual usual) {
    requireMetrics(file, usual);
    return file.spec()
        .analysis()
        .map(
            analysis ->
                new ForecastReport(
                    file, traffic, Forecast.of(analysis, file.spec().plan(), traffic, usual)));
  }

  private static void requireMetrics(RolloutFile file, Usual usual) {
    List<String> rates =
        metrics(file).stream().filter(Rate.class::isInstance).map(MetricSpec::name).toList();
    for (String name : usual.byMetric().keySet()) {
      if (!rates.contains(name)) {
        throw Failure.invalid(
            "Expected --baseline with an error rate or a score of the file (%s), but got '%s'",
            String.join(", ", rates), name);
      }
    }
  }

  /** What the rollout cannot do at this traffic; nothing if it watches nothing. */
  static List<String> warnings(RolloutFile file, Traffic traffic, Usual usual) {
    return of(file, traffic, usual).map(report -> report.forecast().warnings()).orElse(List.of());
  }

  public boolean hasWarnings() {
    return !forecast.warnings().isEmpty();
  }

  /** The report in the asked format, with a line break at its end. */
  public String print(Format format) {
    return format == Format.TABLE ? text() : Documents.write(format, tree());
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s at %s requests per second on %s"
            .formatted(
                file.name(),
                Numbers.plain(traffic.requestsPerSecond()),
                Numbers.count(traffic.nodes(), "node")));
    lines.add("Assumed of the stable version: " + usual() + ".");
    if (hasLabels()) {
      lines.add(
          "Labels come for %s of the requests, after %s on average."
              .formatted(share(traffic.labelled()), Durations.format(traffic.labelDelay())));
    }
    lines.add("");
    lines.addAll(table().lines(""));
    lines.add("");
    lines.add("Times count from the start of the stage; half of the rollouts take longer.");
    if (forecast.stages().stream().anyMatch(StageForecast::gated)) {
      lines.add("A candidate as good as the stable version " + promoted() + ".");
    }
    forecast.warnings().forEach(warning -> lines.add("warning: " + warning));
    return String.join("\n", lines) + "\n";
  }

  private String promoted() {
    String what = file.spec().plan().promotes() ? "has all traffic after " : "has passed after ";
    return forecast
        .fullWeightAfter()
        .map(time -> what + Outlook.inWords(time))
        .orElse("ends inconclusive");
  }

  private boolean hasLabels() {
    return metrics(file).stream()
        .anyMatch(
            metric -> metric instanceof Rate rate && rate.source().kind() == RateSource.Kind.SCORE);
  }

  private static List<MetricSpec> metrics(RolloutFile file) {
    return file.spec().analysis().map(AnalysisSpec::metrics).orElse(List.of());
  }

  private String usual() {
    return forecast.stages().stream()
        .flatMap(stage -> stage.metrics().stream())
        .map(metric -> metric.metric() + ": " + metric.usual())
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private Table table() {
    Table table =
        new Table(
            "STAGE",
            "WEIGHT",
            "FOR",
            "CANDIDATE",
            "METRIC",
            "FINDS IN TIME",
            "MILD",
            "BAD",
            "EQUAL PASSES");
    for (StageForecast stage : forecast.stages()) {
      for (MetricForecast metric : stage.metrics()) {
        table.row(row(stage, metric));
      }
    }
    return table;
  }

  private static List<String> row(StageForecast stage, MetricForecast metric) {
    boolean first = stage.metrics().indexOf(metric) == 0;
    List<String> cells = new ArrayList<>();
    cells.add(first ? String.valueOf(stage.number()) : "");
    cells.add(first ? share(stage.weight()) : "");
    cells.add(first ? Durations.format(stage.duration()) : "");
    cells.add(first ? Numbers.plain(stage.candidatePerSecond()) + "/s" : "");
    cells.add(metric.metric());
    cells.add(metric.smallest().orElse("nothing"));
    metric.examples().forEach(example -> cells.add(cell(example)));
    cells.add(stage.gated() ? after(metric.equalPasses()) : "-");
    return cells;
  }

  private static String cell(Example example) {
    return example.bad() + ": " + after(example.after());
  }

  private static String after(Optional<Duration> time) {
    return time.map(length -> length.isZero() ? "before" : Outlook.inWords(length)).orElse("never");
  }

  private static String share(double fraction) {
    return Numbers.plain(100 * fraction) + " %";
  }

  private Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", file.name().value());
    tree.put("requestsPerSecond", traffic.requestsPerSecond());
    tree.put("nodes", traffic.nodes());
    tree.put("labelled", traffic.labelled());
    tree.put("labelDelaySeconds", seconds(Optional.of(traffic.labelDelay())));
    tree.put("fullWeightAfterSeconds", seconds(forecast.fullWeightAfter()));
    tree.put("stages", forecast.stages().stream().map(ForecastReport::tree).toList());
    tree.put("warnings", forecast.warnings());
    return tree;
  }

  private static Map<String, Object> tree(StageForecast stage) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("stage", stage.number());
    tree.put("weight", stage.weight());
    tree.put("forSeconds", seconds(Optional.of(stage.duration())));
    tree.put("gated", stage.gated());
    tree.put("candidatePerSecond", stage.candidatePerSecond());
    tree.put("warmAfterSeconds", seconds(stage.warmAfter()));
    tree.put("minimumSampleAfterSeconds", seconds(stage.sampledAfter()));
    tree.put("metrics", stage.metrics().stream().map(ForecastReport::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(MetricForecast metric) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("metric", metric.metric());
    tree.put("stable", metric.usual());
    tree.put("findsInTime", metric.smallest().orElse(null));
    tree.put("examples", metric.examples().stream().map(ForecastReport::tree).toList());
    tree.put("equalPassesAfterSeconds", seconds(metric.equalPasses()));
    return tree;
  }

  private static Map<String, Object> tree(Example example) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("candidate", example.bad());
    tree.put("foundAfterSeconds", seconds(example.after()));
    return tree;
  }

  /** Null for never. */
  private static @Nullable Double seconds(Optional<Duration> time) {
    return time.map(length -> length.toMillis() / 1000.0).orElse(null);
  }
}
