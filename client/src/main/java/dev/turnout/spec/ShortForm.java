package dev.turnout.spec;

import dev.turnout.output.Documents;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.Format;
import dev.turnout.yaml.InvalidDocument;
import dev.turnout.yaml.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rollout file made from options, so that options and files obey the same rules. */
public final class ShortForm {
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("metadata.name", "--name"),
          Map.entry("metadata.labels", "--label"),
          Map.entry("spec.model", "--model"),
          Map.entry("spec.candidate.version", "--version"),
          Map.entry("spec.candidate.source", "--source"),
          Map.entry("spec.stable.version", "--stable"),
          Map.entry("spec.stickiness", "--sticky"),
          Map.entry("spec.strategy.canary.bake", "--bake"),
          Map.entry("spec.strategy.blueGreen.bake", "--bake"),
          Map.entry("spec.strategy.canary.smokeTest", "--smoke-test"),
          Map.entry("spec.strategy.blueGreen.smokeTest", "--smoke-test"),
          Map.entry("spec.strategy.shadow.smokeTest", "--smoke-test"),
          Map.entry("spec.strategy.shadow.fraction", "--fraction"),
          Map.entry("spec.strategy.shadow.for", "--duration"),
          Map.entry("spec.strategy.shadow.then.canary.bake", "--bake"),
          Map.entry("spec.strategy.rolling.bake", "--bake"),
          Map.entry("spec.strategy.rolling.smokeTest", "--smoke-test"),
          Map.entry("spec.strategy.rolling.for", "--duration"),
          Map.entry("spec.strategy.rolling.maxUnavailable", "--max-unavailable"),
          Map.entry("spec.strategy.rolling.selector", "--selector"),
          Map.entry("spec.strategy.blueGreen.preview.weight", "--preview"),
          Map.entry("spec.strategy.blueGreen.preview.for", "--preview-duration"),
          Map.entry("spec.analysis.onInconclusive", "--on-inconclusive"),
          Map.entry("spec.analysis.minimumSample", "--minimum-sample"));

  private final Map<String, Object> metadata = new LinkedHashMap<>();
  private final Map<String, Object> body = new LinkedHashMap<>();

  /** The name of the rollout is the model's and the version's unless one is given. */
  public ShortForm(String model, String version, Optional<String> name) {
    metadata.put(
        "name",
        name.orElseGet(
            () -> (model + "-" + version).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-")));
    body.put("model", model);
    body.put("candidate", new LinkedHashMap<>(Map.of("version", version)));
  }

  /** Where a launcher finds the candidate. */
  public ShortForm source(String source) {
    Map<String, Object> candidate = new LinkedHashMap<>();
    if (body.get("candidate") instanceof Map<?, ?> before) {
      before.forEach((key, value) -> candidate.put(String.valueOf(key), value));
    }
    candidate.put("source", source);
    body.put("candidate", candidate);
    return this;
  }

  /** A further key of {@code spec}. */
  public ShortForm with(String key, Object value) {
    body.put(key, value);
    return this;
  }

  public ShortForm labels(Map<String, String> labels) {
    if (!labels.isEmpty()) {
      metadata.put("labels", labels);
    }
    return this;
  }

  /** {@code header:x-user-id} as {@code {header: x-user-id}}. */
  public ShortForm sticky(String text) {
    String[] parts = text.split(":", 2);
    if (parts.length != 2) {
      throw Failure.invalid(
          "--sticky: Expected header:NAME, cookie:NAME or query:NAME, but got '%s'", text);
    }
    return with("stickiness", Map.of(parts[0], parts[1]));
  }

  /** The rollout file as YAML. */
  public String yaml() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", RolloutFile.API_VERSION);
    tree.put("kind", "Rollout");
    tree.put("metadata", metadata);
    tree.put("spec", body);
    return Documents.write(Format.YAML, tree);
  }

  /**
   * The rollout.
   *
   * @throws Failure with every mistake, each at the option that it comes from
   */
  public RolloutFile parse() {
    try {
      return RolloutFile.parse(yaml(), "options");
    } catch (InvalidDocument e) {
      String mistakes =
          e.problems().stream().map(ShortForm::atOption).collect(Collectors.joining("\nerror: "));
      throw new Failure(Exit.INVALID_INPUT, mistakes, e);
    }
  }

  /** A number if the text is one, so that the file does not quote it. */
  public static Object number(String text) {
    try {
      return new BigDecimal(text).stripTrailingZeros().scale() <= 0
          ? (Object) Long.parseLong(text)
          : (Object) Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return text;
    }
  }

  private static String atOption(Problem problem) {
    String path = problem.path();
    String option = OPTIONS.getOrDefault(path, path);
    if (path.startsWith("spec.strategy.canary.stages")) {
      option = path.endsWith(".for") ? "--duration" : "--traffic";
    } else if (path.startsWith("spec.strategy.shadow.then.canary.stages")) {
      option = path.endsWith(".for") ? "--then-duration" : "--then-traffic";
    } else if (path.startsWith("spec.strategy.shadow.compare")) {
      option = "--compare";
    } else if (path.startsWith("spec.strategy.rolling.order")) {
      option = "--first";
    } else if (path.startsWith("spec.analysis.metrics")) {
      option =
          path.contains(".errorRate")
              ? "--max-error-rate"
              : path.contains(".latency")
                  ? "--max-latency"
                  : path.contains(".score")
                      ? "--min-accuracy"
                      : path.contains(".count") ? "--max-disagreements" : path;
    }
    return option.isEmpty() ? problem.message() : option + ": " + problem.message();
  }

  /** The metrics of a short form. */
  public static final class Metrics {
    private final List<Object> metrics = new ArrayList<>();

    /** Errors, with an absolute limit if there is one. */
    public void errorRate(@Nullable String limit) {
      Map<String, Object> rule = limit == null ? Map.of() : Map.of("limit", number(limit));
      add("errors", "errorRate", rule);
    }

    /** The 99th percentile of the latency. */
    public void latency(String limit) {
      Map<String, Object> rule = new LinkedHashMap<>();
      rule.put("quantile", 0.99);
      rule.put("limit", limit);
      add("p99", "latency", rule);
    }

    /** The share of right answers. */
    public void accuracy(String limit) {
      Map<String, Object> rule = new LinkedHashMap<>();
      rule.put("outcome", "accuracy");
      rule.put("limit", number(limit));
      add("accuracy", "score", rule);
    }

    /** The share of copies with another answer. */
    public void disagreements(String limit) {
      Map<String, Object> rule = new LinkedHashMap<>();
      rule.put("event", RateReader.DISAGREEMENTS);
      rule.put("limit", number(limit));
      add(RateReader.DISAGREEMENTS, "count", rule);
    }

    public List<Object> list() {
      return List.copyOf(metrics);
    }

    private void add(String name, String kind, Map<String, Object> rule) {
      Map<String, Object> metric = new LinkedHashMap<>();
      metric.put("name", name);
      metric.put(kind, rule);
      metrics.add(metric);
    }
  }
}
