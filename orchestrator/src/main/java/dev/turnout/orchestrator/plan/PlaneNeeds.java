package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.routing.Stickiness;
import java.util.Optional;
import java.util.Set;

/** Whether a data plane can keep a plan. */
public final class PlaneNeeds {
  private PlaneNeeds() {}

  /**
   * Why it cannot; empty if it can.
   *
   * @param who the data plane in words, such as {@code data plane haproxy}
   * @param plan the plan that is really followed
   * @param able what the plane can do
   */
  public static Optional<String> obstacle(
      String who, Plan plan, Stickiness stickiness, Set<Capability> able) {
    Optional<Step> mirror = plan.steps().stream().filter(MirrorStep.class::isInstance).findFirst();
    if (mirror.isPresent() && !able.contains(Capability.MIRROR)) {
      return Optional.of(
          "Expected a data plane that copies requests for '%s', but %s does not (use the router proxy, or a canary)"
              .formatted(mirror.get().inWords(), who));
    }
    Optional<Step> batches =
        plan.steps().stream().filter(SwitchNodesStep.class::isInstance).findFirst();
    if (batches.isPresent() && !able.contains(Capability.NODES)) {
      return Optional.of(
          "Expected a data plane whose agent can be switched without the others for '%s', but %s does not say so (update its agent, or use a canary)"
              .formatted(batches.get().inWords(), who));
    }
    Optional<Step> part = plan.steps().stream().filter(PlaneNeeds::isPartial).findFirst();
    if (part.isPresent() && !able.contains(Capability.WEIGHTS)) {
      return Optional.of(
          "Expected a data plane that splits by weight for '%s', but %s switches all at once (use blueGreen without a share before the switch, or another router)"
              .formatted(part.get().inWords(), who));
    }
    boolean sticky = stickiness.kind() != Stickiness.Kind.NONE;
    if (part.isPresent() && sticky && !able.contains(Capability.STICKY)) {
      return Optional.of(
          "Expected a data plane that keeps a user on one version, but %s splits each request anew (leave stickiness out, or use the router proxy, haproxy or nginx)"
              .formatted(who));
    }
    return Optional.empty();
  }

  private static boolean isPartial(Step step) {
    return step instanceof SetWeightStep shift
        && !shift.weight().isFull()
        && !shift.weight().isZero();
  }
}
