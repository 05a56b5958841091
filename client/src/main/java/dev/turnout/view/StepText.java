package dev.turnout.view;

import dev.turnout.events.AnalysisStep;
import dev.turnout.events.ApprovalStep;
import dev.turnout.events.BakeStep;
import dev.turnout.events.MirrorStep;
import dev.turnout.events.NodeLimit;
import dev.turnout.events.PauseStep;
import dev.turnout.events.RetireStep;
import dev.turnout.events.SetWeightStep;
import dev.turnout.events.SmokeTestStep;
import dev.turnout.events.SwitchNodesStep;
import dev.turnout.orchestrator.plan.Durations;
import dev.turnout.output.Numbers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Steps of a plan in the words of the rollout file. */
public final class StepText {
  private StepText() {}

  /** A step of a plan, and whether it is repeated. */
  public static String of(List<Object> steps, int index) {
    boolean repeated =
        index > 0
            && steps.get(index) instanceof AnalysisStep
            && steps.get(index - 1) instanceof SwitchNodesStep;
    return of(steps.get(index)) + (repeated ? " after each batch" : "");
  }

  /** Such as {@code analysis 30m (beta 0.2)}. */
  public static String of(Object step) {
    if (step instanceof SmokeTestStep smoke) {
      return "smokeTest " + smoke.getCheck().getMethod() + " " + smoke.getCheck().getPath();
    }
    if (step instanceof SetWeightStep weight) {
      return "setWeight " + Numbers.plain(weight.getWeight());
    }
    if (step instanceof AnalysisStep analysis) {
      String beta =
          analysis.getBeta() == null ? "" : " (beta " + Numbers.plain(analysis.getBeta()) + ")";
      return "analysis " + millis(analysis.getDurationMs()) + beta;
    }
    if (step instanceof PauseStep pause) {
      return pause.getDurationMs() == null
          ? "pause until promoted"
          : "pause " + millis(pause.getDurationMs());
    }
    if (step instanceof SwitchNodesStep nodes) {
      return switchNodes(nodes);
    }
    if (step instanceof BakeStep bake) {
      return "bake " + millis(bake.getDurationMs());
    }
    if (step instanceof MirrorStep mirror) {
      return "mirror " + Numbers.plain(mirror.getFraction());
    }
    if (step instanceof ApprovalStep approval) {
      return approval(approval);
    }
    return step instanceof RetireStep ? "retire" : step.getClass().getSimpleName();
  }

  private static String approval(ApprovalStep step) {
    String who =
        step.getApprovers().isEmpty() ? "" : " of " + String.join(", ", step.getApprovers());
    String others = step.getNotByStarter() ? ", not by who started it" : "";
    return "approval%s%s%s"
        .formatted(step.getCount() == 1 ? "" : " by " + step.getCount(), who, others);
  }

  private static String switchNodes(SwitchNodesStep step) {
    NodeLimit most = step.getMaxUnavailable();
    String those = step.getSelector().isEmpty() ? "" : " of " + labels(step.getSelector());
    String first =
        step.getOrder().isEmpty()
            ? ""
            : step.getOrder().stream()
                .map(StepText::labels)
                .collect(Collectors.joining(", then ", ", first ", ""));
    String batch =
        most.getNodes() != null
            ? most.getNodes().toString()
            : Numbers.plain(Objects.requireNonNullElse(most.getShare(), 0.0)) + " of them";
    return "switchNodes%s, %s at a time%s".formatted(those, batch, first);
  }

  private static String labels(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(","));
  }

  private static String millis(long millis) {
    return Durations.inWords(Duration.ofMillis(millis));
  }
}
