package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.plan.Capability;
import dev.turnout.orchestrator.plan.Plan;
import dev.turnout.orchestrator.plan.PlaneNeeds;
import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.policy.OfficeName;
import dev.turnout.orchestrator.routing.Version;
import dev.turnout.orchestrator.routing.VersionRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Beginning of an attempt: which version is live, and may this candidate replace it? */
final class Starting {
  private Starting() {}

  static Decision start(Model model, RolloutName name, RolloutSpec spec, Circumstances now) {
    if (OfficeName.isReserved(model.name())) {
      return Decision.reject(
          "Expected a model, but '%s' is reserved for the policy (choose another name)",
          model.name());
    }
    Optional<Version> live = model.stable().map(VersionRef::version);
    Optional<Version> asked = spec.stable().map(VersionRef::version);
    if (live.isPresent() && asked.isPresent() && !live.equals(asked)) {
      return Decision.reject(
          "Expected stable version '%s', which is live, but got '%s' (leave spec.stable out, or name the live one)",
          live.get(), asked.get());
    }
    Version candidate = spec.candidate().version();
    if (live.filter(candidate::equals).isPresent()) {
      return Decision.reject(
          "Expected a candidate other than the stable version, but '%s' already is live (name the new version)",
          candidate);
    }
    if (model.stable().or(spec::stable).isEmpty() && !spec.plan().promotes()) {
      return Decision.reject(
          "Expected a live version of model '%s' whose requests can be copied, but there is none (name spec.stable, or roll the first version out by a canary)",
          model.name());
    }
    Optional<String> unable = unablePlane(model, spec);
    if (unable.isPresent()) {
      return Decision.reject("%s", unable.get());
    }
    RolloutStarted started = RolloutStarted.of(model, name, spec, model.stable().or(spec::stable));
    return Decision.accept(first(model, started, now));
  }

  /** A closed gate keeps nobody from asking: the attempt waits before any node knows of it. */
  private static List<RolloutEvent> first(Model model, RolloutStarted started, Circumstances now) {
    List<RolloutEvent> gates = PolicyGates.atStart(model, started.spec(), now);
    List<RolloutEvent> events = new ArrayList<>();
    events.add(started);
    events.add(
        gates.isEmpty() && model.gates().areOpen()
            ? new StepEntered(started.rolloutId(), 0)
            : new RolloutQueued(started.rolloutId()));
    events.addAll(gates);
    return events;
  }

  /** A plan that a node's data plane cannot keep would only end at its deadline. */
  private static Optional<String> unablePlane(Model model, RolloutSpec spec) {
    boolean first = model.stable().or(spec::stable).isEmpty();
    Plan plan = first ? spec.plan().forFirstVersion() : spec.plan();
    return model.fleet().all().stream()
        .filter(node -> !node.lost())
        .flatMap(
            node ->
                PlaneNeeds.obstacle(
                    "that of node '%s'".formatted(node.name()),
                    plan,
                    spec.stickiness(),
                    Capability.of(node.labels()))
                    .stream())
        .findFirst();
  }

  /** The candidate's weight passes through 0 before the next candidate appears. */
  static List<RolloutEvent> supersede(Rollout old, CommandHeader header) {
    String reason = "superseded by rollout '%s'".formatted(header.rollout().orElseThrow());
    if (old.phase() instanceof TurningBack back) {
      return List.of(
          new RolloutEnded(old.id(), back.outcome(), "%s; %s".formatted(back.reason(), reason)));
    }
    if (old.isQueued()) {
      return List.of(new RolloutEnded(old.id(), Outcome.SUPERSEDED, reason));
    }
    return List.of(
        new RolloutTurnedBack(old.id(), Outcome.SUPERSEDED, reason, Optional.empty()),
        new RolloutEnded(old.id(), Outcome.SUPERSEDED, reason));
  }
}
