package dev.turnout.demo;

import dev.turnout.events.AnalysisStep;
import dev.turnout.events.BakeStep;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RetireStep;
import dev.turnout.events.RolloutPaused;
import dev.turnout.events.RolloutStarted;
import dev.turnout.events.RolloutTurnedBack;
import dev.turnout.events.SmokeTestStep;
import dev.turnout.events.StepCompleted;
import dev.turnout.events.StepEntered;
import dev.turnout.events.VersionState;
import dev.turnout.events.VersionStateChanged;
import dev.turnout.events.WeightSet;
import dev.turnout.output.Numbers;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The journal of one scene in the few lines that a newcomer wants to see. */
final class SceneLines {
  private static final String INDENT = "\n              ";

  private final String version;
  private final List<Object> steps;
  private final Instant startedAt;

  /**
   * @param version the candidate
   * @param startedAt from which the seconds are counted
   */
  SceneLines(String version, RolloutStarted started, Instant startedAt) {
    this.version = version;
    this.steps = List.copyOf(started.getSteps());
    this.startedAt = startedAt;
  }

  /** The line; empty for entries of no interest. */
  Optional<String> of(JournalEntry entry) {
    double seconds = (entry.getAtMs() - startedAt.toEpochMilli()) / 1000.0;
    return text(entry.getEvent())
        .map(text -> String.format(Locale.ROOT, "%6.1f s  %s", seconds, broken(text)));
  }

  /** Evidence metric by metric, each on a line of its own. */
  private static String broken(String text) {
    return text.replace("margin: ", "margin:" + INDENT).replace("; ", INDENT);
  }

  private Optional<String> text(Object event) {
    if (event instanceof StepEntered entered) {
      return entered(steps.get(entered.getStep()));
    }
    if (event instanceof StepCompleted completed) {
      return completed(steps.get(completed.getStep()), completed.getReason());
    }
    if (event instanceof WeightSet weight) {
      return Optional.of(
          "%s %% of the users go to %s"
              .formatted(Numbers.plain(100 * weight.getWeight()), version));
    }
    if (event instanceof RolloutTurnedBack back) {
      return Optional.of("turned back: " + back.getReason());
    }
    if (event instanceof RolloutPaused paused) {
      return Optional.of("paused: " + paused.getReason());
    }
    if (event instanceof VersionStateChanged change && change.getState() == VersionState.FAILED) {
      return Optional.of(
          "%s failed on %s: %s".formatted(version, change.getNode(), change.getReason()));
    }
    return Optional.empty();
  }

  private Optional<String> entered(Object step) {
    if (step instanceof SmokeTestStep) {
      return Optional.of("each node starts a server of " + version + " and tests it");
    }
    if (step instanceof BakeStep) {
      return Optional.of("the old version stands by while " + version + " bakes");
    }
    return Optional.empty();
  }

  private static Optional<String> completed(Object step, String reason) {
    boolean told =
        step instanceof SmokeTestStep || step instanceof AnalysisStep || step instanceof RetireStep;
    return told ? Optional.of(reason) : Optional.empty();
  }
}
