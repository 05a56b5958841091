package dev.turnout.orchestrator.policy;

import dev.turnout.orchestrator.routing.ModelName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The policy that is in force in one partition, made for being asked with every record. Used by one
 * thread. Only {@link #set} changes it; what it answers follows from the policy and the time that
 * is given.
 */
public final class PolicyInForce {

  private record Watched(Freeze freeze, Windows windows) {}

  private Policy policy = Policy.NONE;
  private List<Watched> freezes = List.of();

  public Policy policy() {
    return policy;
  }

  /** Another policy holds from now on. */
  public void set(Policy other) {
    policy = other;
    freezes =
        other.freezes().stream()
            .map(freeze -> new Watched(freeze, freeze.schedule().windows()))
            .toList();
  }

  /** The freezes that hold a rollout of a model, with these labels, at a time. */
  public List<Frozen> frozen(ModelName model, Map<String, String> labels, Instant at) {
    if (freezes.isEmpty()) {
      return List.of();
    }
    List<Frozen> frozen = new ArrayList<>();
    for (Watched watched : freezes) {
      Freeze freeze = watched.freeze();
      if (freeze.scope().covers(model, labels)) {
        watched
            .windows()
            .endAt(at)
            .ifPresent(end -> frozen.add(new Frozen(freeze.name(), freeze.reason(), end)));
      }
    }
    return frozen;
  }

  /** When a freeze that holds such a rollout next begins or ends, after a time. */
  public Optional<Instant> nextChange(ModelName model, Map<String, String> labels, Instant at) {
    return freezes.stream()
        .filter(watched -> watched.freeze().scope().covers(model, labels))
        .flatMap(watched -> next(watched.windows(), at).stream())
        .min(Instant::compareTo);
  }

  /** The limits that count such a rollout. */
  public List<Limit> limits(ModelName model, Map<String, String> labels) {
    return policy.limits().stream()
        .filter(limit -> limit.scope().covers(model, labels))
        .filter(limit -> limit.perLabel().map(labels::containsKey).orElse(true))
        .toList();
  }

  public boolean hasLimits() {
    return !policy.limits().isEmpty();
  }

  private static Optional<Instant> next(Windows windows, Instant at) {
    return windows.endAt(at).or(() -> windows.nextStart(at));
  }
}
