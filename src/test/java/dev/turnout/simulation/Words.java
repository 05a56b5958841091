package dev.turnout.simulation;

import dev.turnout.orchestrator.rollout.ApprovalGiven;
import dev.turnout.orchestrator.rollout.CommandAccepted;
import dev.turnout.orchestrator.rollout.CommandRefused;
import dev.turnout.orchestrator.rollout.EpochAcknowledged;
import dev.turnout.orchestrator.rollout.GateClosed;
import dev.turnout.orchestrator.rollout.GateOpened;
import dev.turnout.orchestrator.rollout.MirrorSet;
import dev.turnout.orchestrator.rollout.NodeJoined;
import dev.turnout.orchestrator.rollout.NodeLabelled;
import dev.turnout.orchestrator.rollout.NodeLeft;
import dev.turnout.orchestrator.rollout.NodeLost;
import dev.turnout.orchestrator.rollout.NodesSwitched;
import dev.turnout.orchestrator.rollout.RolloutEnded;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.orchestrator.rollout.RolloutPaused;
import dev.turnout.orchestrator.rollout.RolloutTurnedBack;
import dev.turnout.orchestrator.rollout.SmokeTestFinished;
import dev.turnout.orchestrator.rollout.StepCompleted;
import dev.turnout.orchestrator.rollout.StepEntered;
import dev.turnout.orchestrator.rollout.VerdictReached;
import dev.turnout.orchestrator.rollout.VersionStateChanged;
import dev.turnout.orchestrator.rollout.WeightSet;
import java.util.Map;
import java.util.function.Function;

/** Events in a line each. */
final class Words {
  private static final Map<Class<?>, Function<RolloutEvent, String>> DETAILS =
      Map.ofEntries(
          detail(CommandAccepted.class, e -> e.command()),
          detail(CommandRefused.class, e -> e.command() + ": " + e.reason()),
          detail(StepEntered.class, e -> "" + e.step()),
          detail(StepCompleted.class, e -> e.step() + ": " + e.reason()),
          detail(WeightSet.class, e -> e.weight().toString()),
          detail(
              NodesSwitched.class, e -> "%s, %d of %d".formatted(e.nodes(), e.switched(), e.all())),
          detail(NodeLabelled.class, e -> e.node() + " " + e.labels()),
          detail(MirrorSet.class, e -> e.fraction().toString()),
          detail(VerdictReached.class, e -> e.verdict().kind() + ": " + e.verdict().reason()),
          detail(RolloutPaused.class, e -> e.reason()),
          detail(GateClosed.class, e -> "%s %s: %s".formatted(e.kind(), e.name(), e.reason())),
          detail(GateOpened.class, e -> "%s %s: %s".formatted(e.kind(), e.name(), e.reason())),
          detail(ApprovalGiven.class, e -> e.actor().value()),
          detail(RolloutTurnedBack.class, e -> e.outcome() + ": " + e.reason()),
          detail(RolloutEnded.class, e -> e.outcome().toString()),
          detail(NodeJoined.class, e -> e.node().value()),
          detail(NodeLost.class, e -> e.node().value()),
          detail(NodeLeft.class, e -> e.node().value()),
          detail(EpochAcknowledged.class, e -> e.node() + " " + e.epoch()),
          detail(
              VersionStateChanged.class,
              e -> "%s %s %s".formatted(e.node(), e.version(), e.status().state())),
          detail(
              SmokeTestFinished.class,
              e -> e.node() + (e.result().passed() ? " passed" : " failed")));

  private Words() {}

  static String of(RolloutEvent event) {
    String detail = DETAILS.getOrDefault(event.getClass(), e -> "").apply(event);
    return (event.word() + " " + detail).strip();
  }

  private static <E extends RolloutEvent>
      Map.Entry<Class<?>, Function<RolloutEvent, String>> detail(
          Class<E> type, Function<E, String> words) {
    return Map.entry(type, event -> words.apply(type.cast(event)));
  }
}
