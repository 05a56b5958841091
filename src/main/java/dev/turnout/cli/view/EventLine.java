package dev.turnout.cli.view;

import dev.turnout.cli.output.Numbers;
import dev.turnout.cli.output.Times;
import dev.turnout.events.EpochAcknowledged;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.NodeJoined;
import dev.turnout.events.NodeLeft;
import dev.turnout.events.NodeLost;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutPaused;
import dev.turnout.events.RolloutResumed;
import dev.turnout.events.RolloutStarted;
import dev.turnout.events.RolloutTurnedBack;
import dev.turnout.events.SmokeTestFinished;
import dev.turnout.events.StepCompleted;
import dev.turnout.events.StepEntered;
import dev.turnout.events.VerdictReached;
import dev.turnout.events.VersionState;
import dev.turnout.events.VersionStateChanged;
import dev.turnout.events.WeightSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Journal entries as lines for people who watch a rollout without a terminal. */
public final class EventLine {
  private List<Object> steps = List.of();

  /** Begins with the plan of the attempt that is watched. */
  public EventLine(List<Object> steps) {
    this.steps = List.copyOf(steps);
  }

  /** The line, with the time of the entry; empty for entries that are of no interest here. */
  public Optional<String> of(JournalEntry entry) {
    return words(entry)
        .map(words -> Times.clock(Instant.ofEpochMilli(entry.getAtMs())) + "  " + words);
  }

  /** The line without the time. */
  public Optional<String> words(JournalEntry entry) {
    if (entry.getEvent() instanceof RolloutStarted started) {
      steps = List.copyOf(started.getSteps());
    }
    return text(entry.getEvent());
  }

  private Optional<String> text(Object event) {
    if (event instanceof RolloutStarted started) {
      return line("%s started", started.getRolloutId());
    }
    if (event instanceof StepEntered step) {
      return line("step %s", step(step.getStep()));
    }
    if (event instanceof StepCompleted step) {
      return line("step %s done: %s", step(step.getStep()), step.getReason());
    }
    if (event instanceof WeightSet weight) {
      return line("candidate weight %s", Numbers.plain(weight.getWeight()));
    }
    if (event instanceof VerdictReached verdict) {
      return line("verdict %s: %s", Status.word(verdict.getVerdict()), verdict.getReason());
    }
    if (event instanceof RolloutTurnedBack back) {
      return line("traffic back on stable: %s", back.getReason());
    }
    if (event instanceof RolloutEnded ended) {
      return line(
          "%s %s: %s", ended.getRolloutId(), Status.word(ended.getOutcome()), ended.getReason());
    }
    return pauseOrNode(event);
  }

  private static Optional<String> pauseOrNode(Object event) {
    if (event instanceof RolloutPaused paused) {
      return line("paused: %s", paused.getReason());
    }
    if (event instanceof RolloutResumed resumed) {
      return line("resumed by %s", resumed.getActor());
    }
    if (event instanceof NodeJoined node) {
      return line("node %s joined", node.getNode());
    }
    if (event instanceof NodeLost node) {
      return line("node %s silent for %d s", node.getNode(), node.getSilentMs() / 1000);
    }
    if (event instanceof NodeLeft node) {
      return line("node %s left", node.getNode());
    }
    if (event instanceof EpochAcknowledged) {
      return Optional.empty();
    }
    if (event instanceof SmokeTestFinished test) {
      String end = test.getPassed() ? "passed" : "failed: " + test.getReason();
      return line("smoke test on %s %s", test.getNode(), end);
    }
    if (event instanceof VersionStateChanged change) {
      String why = change.getState() == VersionState.FAILED ? ": " + change.getReason() : "";
      return line(
          "%s on %s is %s%s",
          change.getVersion(), change.getNode(), Status.word(change.getState()), why);
    }
    return Optional.empty();
  }

  private String step(int index) {
    String what = index < steps.size() ? " " + StepText.of(steps.get(index)) : "";
    return "%d/%d%s".formatted(index + 1, steps.size(), what);
  }

  private static Optional<String> line(String format, Object... arguments) {
    return Optional.of(format.formatted(arguments));
  }
}
