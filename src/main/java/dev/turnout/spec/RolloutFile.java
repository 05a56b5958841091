package dev.turnout.spec;

import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.yaml.InvalidDocument;
import dev.turnout.yaml.YamlDocument;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A rollout as a person writes it into a file: valid, with its name and what is rarely meant.
 *
 * @param strategyName the word of the rollout file, for example {@code canary}
 * @param warnings what is allowed but rarely meant, one sentence each
 */
public record RolloutFile(
    RolloutName name,
    ModelName model,
    RolloutSpec spec,
    String strategyName,
    List<String> warnings) {

  /** Value of {@code apiVersion}. */
  public static final String API_VERSION = "turnout.dev/v1alpha1";

  public RolloutFile {
    warnings = List.copyOf(warnings);
  }

  /** The same with more warnings; those that are there already are not repeated. */
  RolloutFile warned(List<String> more) {
    Set<String> all = new LinkedHashSet<>(warnings);
    all.addAll(more);
    return new RolloutFile(name, model, spec, strategyName, List.copyOf(all));
  }

  /** The same with its candidate, and its stable version if it names one, replaced. */
  public RolloutFile withVersions(UnaryOperator<VersionRef> replacement) {
    RolloutSpec changed =
        new RolloutSpec(
            spec.stable().map(replacement),
            replacement.apply(spec.candidate()),
            spec.strategy(),
            spec.analysis(),
            spec.stickiness(),
            spec.progressDeadline(),
            spec.labels());
    return new RolloutFile(name, model, changed, strategyName, warnings);
  }

  /**
   * Reads YAML or JSON.
   *
   * @param source what to call the text in mistakes, usually the name of the file
   * @throws InvalidDocument with every mistake in it
   */
  public static RolloutFile parse(String text, String source) {
    return YamlDocument.parse(text, source).read(RolloutReader::read);
  }
}
