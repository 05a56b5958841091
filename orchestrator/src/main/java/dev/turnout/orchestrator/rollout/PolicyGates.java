package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.policy.Frozen;
import dev.turnout.orchestrator.policy.Limit;
import dev.turnout.orchestrator.policy.PolicyInForce;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Closes and opens the gates of a rollout as the policy says. */
final class PolicyGates {
  private static final String ALL_LIMITS = "";

  private PolicyGates() {}

  /** The gates that are closed for a rollout that starts. */
  static List<RolloutEvent> atStart(Model model, RolloutSpec spec, Circumstances now) {
    List<RolloutEvent> events = new ArrayList<>();
    now.policy()
        .frozen(model.name(), spec.labels(), now.at())
        .forEach(frozen -> events.add(closed(frozen)));
    List<Limit> limits = now.policy().limits(model.name(), spec.labels());
    if (!limits.isEmpty()) {
      String reason = limits.stream().map(Limit::inWords).collect(Collectors.joining(", "));
      events.add(
          new GateClosed(Gate.Kind.LIMIT, ALL_LIMITS, reason, Optional.empty(), Optional.empty()));
    }
    return events;
  }

  /** What the policy changes about a rollout that has to obey it. */
  static List<RolloutEvent> changes(
      Model model, Rollout rollout, PolicyInForce policy, Instant now) {
    if (!obeys(rollout)) {
      return List.of();
    }
    Map<String, String> labels = rollout.spec().labels();
    List<Frozen> frozen = policy.frozen(model.name(), labels, now);
    List<RolloutEvent> events = new ArrayList<>();
    for (Gate gate : model.closedGates()) {
      if (gate.kind() == Gate.Kind.FREEZE
          && frozen.stream().noneMatch(on -> on.name().equals(gate.name()))) {
        events.add(opened(gate, "the freeze is over"));
      }
      if (gate.kind() == Gate.Kind.LIMIT && policy.limits(model.name(), labels).isEmpty()) {
        events.add(opened(gate, "no limit any more"));
      }
    }
    frozen.stream()
        .filter(on -> model.gates().find(Gate.Kind.FREEZE, on.name()).filter(on(on)).isEmpty())
        .forEach(on -> events.add(closed(on)));
    return events;
  }

  /** When the policy changes something next, as far as it is known. */
  static Optional<Instant> dueAt(Model model, Rollout rollout, PolicyInForce policy, Instant now) {
    return obeys(rollout)
        ? policy.nextChange(model.name(), rollout.spec().labels(), now)
        : Optional.empty();
  }

  /** The way back, and what comes after the promotion, wait for nobody. */
  private static boolean obeys(Rollout rollout) {
    return rollout.isQueued() || (rollout.isRunning() && !rollout.isRetiring());
  }

  private static Predicate<Gate> on(Frozen frozen) {
    return gate ->
        gate.reason().equals(frozen.reason()) && gate.until().equals(Optional.of(frozen.until()));
  }

  private static RolloutEvent closed(Frozen frozen) {
    return new GateClosed(
        Gate.Kind.FREEZE,
        frozen.name(),
        frozen.reason(),
        Optional.of(frozen.until()),
        Optional.empty());
  }

  private static RolloutEvent opened(Gate gate, String reason) {
    return new GateOpened(gate.kind(), gate.name(), reason, Optional.empty());
  }
}
