package dev.turnout.view;

import dev.turnout.events.ApprovalGiven;
import dev.turnout.events.CommandAccepted;
import dev.turnout.events.CommandRefused;
import dev.turnout.events.EpochAcknowledged;
import dev.turnout.events.FullPromotionRequested;
import dev.turnout.events.GateClosed;
import dev.turnout.events.GateOpened;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.MirrorSet;
import dev.turnout.events.NodeJoined;
import dev.turnout.events.NodeLabelled;
import dev.turnout.events.NodeLeft;
import dev.turnout.events.NodeLost;
import dev.turnout.events.NodesSwitched;
import dev.turnout.events.PlaceGranted;
import dev.turnout.events.PlaceLeft;
import dev.turnout.events.PlaceRequested;
import dev.turnout.events.PolicyApplied;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutPaused;
import dev.turnout.events.RolloutQueued;
import dev.turnout.events.RolloutResumed;
import dev.turnout.events.RolloutStarted;
import dev.turnout.events.RolloutTurnedBack;
import dev.turnout.events.SmokeTestFinished;
import dev.turnout.events.StepCompleted;
import dev.turnout.events.StepEntered;
import dev.turnout.events.VerdictReached;
import dev.turnout.events.VersionStateChanged;
import dev.turnout.events.WeightSet;
import dev.turnout.output.Numbers;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of the entries of a model's journal, in their order, what happened and why. */
public final class EventWords {
  private List<Object> steps;

  /** Begins with the plan of the attempt that the first entries belong to; empty if none does. */
  public EventWords(List<Object> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * What an entry says.
   *
   * @param why empty where there is nothing to add
   */
  public record Told(String what, Optional<String> why) {
    /** Both in one line. */
    public String inOneLine() {
      return why.map(reason -> what + ": " + reason).orElse(what);
    }
  }

  /** What the next entry says. */
  public Told of(JournalEntry entry) {
    Object event = entry.getEvent();
    if (event instanceof RolloutStarted started) {
      steps = List.copyOf(started.getSteps());
      return told("%s started".formatted(started.getRolloutId()));
    }
    if (event instanceof CommandAccepted command) {
      return told(command.getCommand() + " accepted", command.getReason());
    }
    if (event instanceof CommandRefused command) {
      return told(command.getCommand() + " refused", command.getReason());
    }
    return ofRollout(event);
  }

  private Told ofRollout(Object event) {
    if (event instanceof StepEntered step) {
      return told("step " + step(step.getStep()));
    }
    if (event instanceof StepCompleted step) {
      return told("step %s done".formatted(step(step.getStep())), step.getReason());
    }
    if (event instanceof WeightSet weight) {
      return told("candidate weight " + Numbers.plain(weight.getWeight()));
    }
    if (event instanceof MirrorSet mirror) {
      return told(
          mirror.getFraction() > 0
              ? "copies %s of the requests".formatted(Numbers.plain(mirror.getFraction()))
              : "no copies any more");
    }
    if (event instanceof NodesSwitched batch) {
      return told(
          "%s switched to the candidate, %d of %d nodes"
              .formatted(String.join(", ", batch.getNodes()), batch.getSwitched(), batch.getAll()));
    }
    if (event instanceof VerdictReached verdict) {
      return told("verdict " + Status.word(verdict.getVerdict()), verdict.getReason());
    }
    if (event instanceof RolloutTurnedBack back) {
      return told("traffic back on stable", back.getReason());
    }
    if (event instanceof RolloutEnded ended) {
      return told(
          "%s %s".formatted(ended.getRolloutId(), Status.word(ended.getOutcome())),
          ended.getReason());
    }
    return ofPeopleOrNodes(event);
  }

  private static Told ofPeopleOrNodes(Object event) {
    if (event instanceof GateClosed gate) {
      return told(GateText.closed(gate), gate.getReason());
    }
    if (event instanceof GateOpened gate) {
      return told(GateText.opened(gate), gate.getReason());
    }
    if (event instanceof RolloutQueued) {
      return told("waits to begin");
    }
    if (event instanceof PolicyApplied applied) {
      int freezes = applied.getPolicy().getFreezes().size();
      int limits = applied.getPolicy().getLimits().size();
      return told(
          "policy with %s and %s"
              .formatted(Numbers.count(freezes, "freeze"), Numbers.count(limits, "limit")));
    }
    if (event instanceof PlaceRequested place) {
      return told("%s wants a place".formatted(place.getRolloutId()));
    }
    if (event instanceof PlaceGranted place) {
      return told("%s gets a place".formatted(place.getRolloutId()));
    }
    if (event instanceof PlaceLeft place) {
      return told("%s leaves its place".formatted(place.getRolloutId()));
    }
    if (event instanceof ApprovalGiven approval) {
      return told("approved by " + approval.getActor(), approval.getReason());
    }
    if (event instanceof RolloutPaused paused) {
      return told("paused", paused.getReason());
    }
    if (event instanceof RolloutResumed) {
      return told("resumed");
    }
    if (event instanceof FullPromotionRequested) {
      return told("full promotion asked for");
    }
    if (event instanceof NodeJoined node) {
      return told("node %s joined".formatted(node.getNode()));
    }
    if (event instanceof NodeLost node) {
      return told("node %s silent for %d s".formatted(node.getNode(), node.getSilentMs() / 1000));
    }
    if (event instanceof NodeLeft node) {
      return told("node %s left".formatted(node.getNode()));
    }
    if (event instanceof NodeLabelled node) {
      return told("node %s has labels %s".formatted(node.getNode(), node.getLabels()));
    }
    if (event instanceof EpochAcknowledged routes) {
      return told("%s has epoch %d in force".formatted(routes.getNode(), routes.getEpoch()));
    }
    if (event instanceof SmokeTestFinished test) {
      return told(
          "smoke test on %s %s".formatted(test.getNode(), test.getPassed() ? "passed" : "failed"),
          test.getReason());
    }
    VersionStateChanged change = (VersionStateChanged) event;
    return told(
        "%s on %s is %s"
            .formatted(change.getVersion(), change.getNode(), Status.word(change.getState())),
        change.getReason());
  }

  /** Of a plan that is not known only the number of the step can be said. */
  private String step(int index) {
    if (steps.isEmpty()) {
      return Integer.toString(index + 1);
    }
    String what = index < steps.size() ? " " + StepText.of(steps.get(index)) : "";
    return "%d/%d%s".formatted(index + 1, steps.size(), what);
  }

  private static Told told(String what) {
    return told(what, null);
  }

  private static Told told(String what, @Nullable String why) {
    return new Told(what, Optional.ofNullable(why).filter(reason -> !reason.isBlank()));
  }
}
