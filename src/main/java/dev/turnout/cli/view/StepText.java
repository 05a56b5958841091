package dev.turnout.cli.view;

import dev.turnout.cli.output.Numbers;
import dev.turnout.events.AnalysisStep;
import dev.turnout.events.BakeStep;
import dev.turnout.events.MirrorStep;
import dev.turnout.events.PauseStep;
import dev.turnout.events.RetireStep;
import dev.turnout.events.SetWeightStep;
import dev.turnout.events.SmokeTestStep;
import dev.turnout.orchestrator.plan.Durations;
import java.time.Duration;

/** Steps of a plan in the words of the rollout file. */
public final class StepText {
  private StepText() {}

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
    if (step instanceof BakeStep bake) {
      return "bake " + millis(bake.getDurationMs());
    }
    if (step instanceof MirrorStep mirror) {
      return "mirror " + Numbers.plain(mirror.getFraction());
    }
    return step instanceof RetireStep ? "retire" : step.getClass().getSimpleName();
  }

  private static String millis(long millis) {
    return Durations.inWords(Duration.ofMillis(millis));
  }
}
