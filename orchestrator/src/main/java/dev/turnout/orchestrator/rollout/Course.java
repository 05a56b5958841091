package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.fleet.Node;
import dev.turnout.orchestrator.fleet.SmokeTestResult;
import dev.turnout.orchestrator.fleet.VersionState;
import dev.turnout.orchestrator.plan.Durations;
import dev.turnout.orchestrator.policy.PolicyInForce;
import dev.turnout.orchestrator.telemetry.Telemetry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What follows without any command: silence of nodes first, then the judge's verdict, then trouble,
 * then the phase's own way forward, and the progress deadline last.
 */
final class Course {
  private Course() {}

  /** The next events; empty while there is nothing but to wait. */
  static List<RolloutEvent> next(Model model, Telemetry telemetry, PolicyInForce policy) {
    List<RolloutEvent> silence = FleetChanges.bySilence(model, telemetry);
    if (!silence.isEmpty()) {
      return silence;
    }
    return model.office().isPresent()
        ? nextOf(model.office().get())
        : model
            .unfinished()
            .map(rollout -> next(model, rollout, telemetry, policy))
            .orElseGet(List::of);
  }

  private static List<RolloutEvent> nextOf(Office office) {
    return office.next().stream()
        .<RolloutEvent>map(place -> new PlaceGranted(place.model(), place.rolloutId()))
        .toList();
  }

  private static List<RolloutEvent> next(
      Model model, Rollout rollout, Telemetry telemetry, PolicyInForce policy) {
    List<RolloutEvent> gates = PolicyGates.changes(model, rollout, policy, telemetry.now());
    return gates.isEmpty() ? next(situation(model, rollout, telemetry)) : gates;
  }

  /** Times at which something may follow although no input comes. */
  static List<Instant> dueAt(Model model, Telemetry telemetry, PolicyInForce policy) {
    List<Instant> due = new ArrayList<>(FleetChanges.dueAt(model, telemetry));
    due.addAll(telemetry.judgeDueAt());
    model
        .unfinished()
        .ifPresent(
            rollout -> {
              PolicyGates.dueAt(model, rollout, policy, telemetry.now()).ifPresent(due::add);
              if (!model.isHeldByGate()) {
                Situation situation = situation(model, rollout, telemetry);
                due.addAll(rollout.phase().dueAt(situation));
                rollout.phase().progressLimit(situation).ifPresent(due::add);
              }
            });
    return due;
  }

  static Situation situation(Model model, Rollout rollout, Telemetry telemetry) {
    Optional<Verdict.Kind> said =
        rollout.isJudged() ? telemetry.verdictKind(rollout.beta()) : Optional.empty();
    boolean held = said.equals(Optional.of(Verdict.Kind.HOLD));
    boolean over = !model.isHeldByGate() && isTimeOver(rollout, telemetry.now());
    return new Situation(
        model,
        rollout,
        said.map(kind -> over ? ended(kind) : kind),
        () -> verdict(rollout, telemetry, over),
        held,
        telemetry.refusals(),
        telemetry.now());
  }

  private static Optional<Verdict> verdict(Rollout rollout, Telemetry telemetry, boolean over) {
    Optional<Verdict> said =
        rollout.isJudged() ? telemetry.verdict(rollout.beta()) : Optional.empty();
    return said.map(
        verdict ->
            over && ended(verdict.kind()) == Verdict.Kind.INCONCLUSIVE
                ? verdict.inconclusive(telemetry.prospects(rollout.beta()))
                : verdict);
  }

  private static boolean isTimeOver(Rollout rollout, Instant now) {
    return rollout
        .phase()
        .stepPhase()
        .filter(Analysing.class::isInstance)
        .flatMap(phase -> ((Analysing) phase).limit(rollout))
        .filter(limit -> !now.isBefore(limit))
        .isPresent();
  }

  private static Verdict.Kind ended(Verdict.Kind kind) {
    return switch (kind) {
      case CONTINUE, HOLD -> Verdict.Kind.INCONCLUSIVE;
      default -> kind;
    };
  }

  private static List<RolloutEvent> next(Situation situation) {
    Optional<RolloutEvent> sudden = verdictReached(situation).or(() -> trouble(situation));
    if (sudden.isPresent()) {
      return List.of(sudden.get());
    }
    if (situation.model().isHeldByGate()) {
      return List.of();
    }
    List<RolloutEvent> onward = situation.rollout().phase().advance(situation);
    return onward.isEmpty() ? deadline(situation).stream().toList() : onward;
  }

  private static Optional<RolloutEvent> verdictReached(Situation situation) {
    Verdict.Kind before =
        situation.rollout().verdict().map(Verdict::kind).orElse(Verdict.Kind.CONTINUE);
    return situation
        .verdictKind()
        .filter(kind -> kind != before)
        .flatMap(kind -> situation.verdict())
        .map(verdict -> new VerdictReached(situation.rollout().id(), verdict));
  }

  private static Optional<RolloutEvent> trouble(Situation situation) {
    Rollout rollout = situation.rollout();
    if (!rollout.isRunning() || rollout.isRetiring()) {
      return Optional.empty();
    }
    Optional<Verdict> harmful =
        situation
            .verdictKind()
            .filter(kind -> kind == Verdict.Kind.ROLLBACK)
            .flatMap(kind -> situation.verdict());
    return harmful
        .map(Verdict::reason)
        .or(() -> failedCandidate(situation))
        .or(() -> failedSmokeTest(situation))
        .map(
            reason ->
                new RolloutTurnedBack(
                    rollout.id(), Outcome.ROLLED_BACK, reason, harmful.map(Verdict::evidence)));
  }

  private static Optional<String> failedCandidate(Situation situation) {
    Rollout rollout = situation.rollout();
    return situation.nodes().stream()
        .filter(situation::knowsAttempt)
        .filter(node -> node.has(rollout.candidate(), VersionState.FAILED))
        .findFirst()
        .map(
            node ->
                "candidate %s failed on %s%s"
                    .formatted(rollout.candidate(), node.name(), because(rollout, node)));
  }

  private static String because(Rollout rollout, Node node) {
    return node.statusOf(rollout.candidate()).reason().map(": "::concat).orElse("");
  }

  private static Optional<String> failedSmokeTest(Situation situation) {
    String testId = situation.rollout().testId();
    for (Node node : situation.nodes()) {
      Optional<SmokeTestResult> failed = node.resultOf(testId).filter(result -> !result.passed());
      if (failed.isPresent()) {
        String why = failed.get().reason().map(": "::concat).orElse("");
        return Optional.of("smoke test failed on %s%s".formatted(node.name(), why));
      }
    }
    return Optional.empty();
  }

  private static Optional<RolloutEvent> deadline(Situation situation) {
    Rollout rollout = situation.rollout();
    if (!situation.isPastLimit(rollout.phase().progressLimit(situation))) {
      return Optional.empty();
    }
    String reason =
        "no progress for %s: %s"
            .formatted(Durations.inWords(rollout.spec().progressDeadline()), situation.reason());
    return Optional.of(
        new RolloutTurnedBack(
            rollout.id(), Outcome.ROLLED_BACK, reason, situation.verdict().map(Verdict::evidence)));
  }
}
