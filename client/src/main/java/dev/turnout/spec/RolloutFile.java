package dev.turnout.spec;

import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.yaml.InvalidDocument;
import dev.turnout.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

  /**
   * A rollout that is made in code instead of in a file, under the same rules.
   *
   * @param name lower-case letters, digits, dots and hyphens
   * @throws IllegalArgumentException saying what was expected
   */
  public static RolloutFile of(String name, String model, RolloutSpec spec) {
    return new RolloutFile(
        new RolloutName(name),
        new ModelName(model),
        spec,
        StrategyReader.nameOf(spec.strategy()),
        Warnings.of(spec));
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
   * Reads a file in YAML or JSON.
   *
   * @throws Failure with every mistake in it, or if it cannot be read
   */
  public static RolloutFile read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (InvalidDocument e) {
      throw new Failure(Exit.INVALID_INPUT, String.valueOf(e.getMessage()), e);
    } catch (NoSuchFileException e) {
      throw new Failure(
          Exit.INVALID_INPUT, "Expected a rollout file, but there is no %s".formatted(file), e);
    } catch (IOException e) {
      throw Failure.unreadable(file.toString(), e);
    }
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
