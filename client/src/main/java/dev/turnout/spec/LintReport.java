package dev.turnout.spec;

import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.forecast.Traffic;
import dev.turnout.orchestrator.forecast.Usual;
import dev.turnout.orchestrator.plan.Capability;
import dev.turnout.orchestrator.plan.PlaneNeeds;
import dev.turnout.orchestrator.plan.Step;
import dev.turnout.output.Documents;
import dev.turnout.output.Format;
import dev.turnout.output.Numbers;
import dev.turnout.yaml.InvalidDocument;
import dev.turnout.yaml.Problem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a check of a rollout file found: its plan, or every mistake.
 *
 * @param file the rollout; empty if there is a mistake
 * @param problems mistakes, in the order of their places
 * @param text the file's text, for the lines that are quoted
 */
public record LintReport(Optional<RolloutFile> file, List<Problem> problems, String text) {
  public LintReport {
    problems = List.copyOf(problems);
  }

  /** Checks the text of a file. */
  public static LintReport of(String text, String source) {
    try {
      return new LintReport(Optional.of(RolloutFile.parse(text, source)), List.of(), text);
    } catch (InvalidDocument e) {
      return new LintReport(Optional.empty(), e.problems(), text);
    }
  }

  /** The same with what the plan cannot do at a traffic. */
  public LintReport at(Traffic traffic, Usual usual) {
    return new LintReport(
        file.map(valid -> valid.warned(ForecastReport.warnings(valid, traffic, usual))),
        problems,
        text);
  }

  /** The same with what the plan cannot do when labels come this late. */
  public LintReport withLabelsAfter(Duration delay) {
    return new LintReport(
        file.map(valid -> valid.warned(Warnings.ofLabels(valid.spec(), delay))), problems, text);
  }

  /**
   * The same, refused if the data plane cannot keep the plan.
   *
   * @param plane its name
   * @param able what it can do
   * @param source what to call the text in mistakes
   */
  public LintReport on(String plane, Set<Capability> able, String source) {
    return refusedBy(obstacle(plane, able), source);
  }

  /** The same, refused if the data plane of one of the model's nodes cannot keep the plan. */
  public LintReport on(RolloutState state, String source) {
    return refusedBy(
        state.getNodes().stream()
            .filter(node -> !node.getLost())
            .flatMap(
                node ->
                    obstacle(
                        "that of node '%s'".formatted(node.getNode()),
                        Capability.of(new TreeMap<>(node.getLabels())))
                        .stream())
            .findFirst(),
        source);
  }

  private Optional<String> obstacle(String who, Set<Capability> able) {
    return file.flatMap(
        valid -> PlaneNeeds.obstacle(who, valid.spec().plan(), valid.spec().stickiness(), able));
  }

  private LintReport refusedBy(Optional<String> obstacle, String source) {
    return obstacle
        .map(
            reason ->
                new LintReport(
                    Optional.empty(),
                    List.of(new Problem(source, 1, 1, "spec.strategy", reason)),
                    text))
        .orElse(this);
  }

  public boolean isValid() {
    return file.isPresent();
  }

  public boolean hasWarnings() {
    return file.filter(valid -> !valid.warnings().isEmpty()).isPresent();
  }

  /** The report in the asked format, with a line break at its end. */
  public String print(Format format) {
    if (format != Format.TABLE) {
      return Documents.write(format, tree());
    }
    return file.map(PlanText::of).orElseGet(this::mistakes);
  }

  private String mistakes() {
    List<String> lines = text.lines().toList();
    StringBuilder printed = new StringBuilder();
    for (Problem problem : problems) {
      printed.append(problem).append('\n');
      if (problem.line() <= lines.size()) {
        String line = lines.get(problem.line() - 1);
        boolean fits = line.length() <= 160;
        printed.append(fits ? quote(line, problem.column()) : "");
      }
    }
    return printed.append(Numbers.count(problems.size(), "error")).append('\n').toString();
  }

  private static String quote(String line, int column) {
    String caret = " ".repeat(Math.max(0, Math.min(column, line.length() + 1) - 1)) + "^";
    return "    " + line + "\n    " + caret + "\n";
  }

  private Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("valid", isValid());
    file.ifPresent(
        valid -> {
          tree.put("name", valid.name().value());
          tree.put("model", valid.model().value());
          tree.put("strategy", valid.strategyName());
          tree.put("plan", valid.spec().plan().steps().stream().map(Step::inWords).toList());
          tree.put("warnings", valid.warnings());
        });
    tree.put("errors", problems.stream().map(LintReport::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(Problem problem) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("file", problem.source());
    tree.put("line", problem.line());
    tree.put("column", problem.column());
    tree.put("path", problem.path());
    tree.put("message", problem.message());
    return tree;
  }
}
