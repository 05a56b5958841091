package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.plan.SmokeTestStep;
import dev.turnout.orchestrator.routing.Role;
import dev.turnout.orchestrator.routing.RouteTable;
import dev.turnout.orchestrator.routing.SmokeTestOrder;
import dev.turnout.orchestrator.routing.Stickiness;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.orchestrator.routing.VersionRoute;
import dev.turnout.orchestrator.routing.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The routing that follows from what the journal says about a model. */
final class RouteTables {
  private RouteTables() {}

  /** Empty before the first rollout. */
  static Optional<RouteTable> of(Model model, long epoch) {
    return model
        .rollout()
        .map(
            rollout ->
                new RouteTable(
                    model.name(),
                    epoch,
                    Optional.of(rollout.id().value()),
                    rollout.id().value(),
                    stickiness(rollout),
                    versions(model, rollout),
                    smokeTests(rollout),
                    rollout.isRunning() ? rollout.mirror() : Optional.empty(),
                    candidateNodes(rollout)));
  }

  private static Stickiness stickiness(Rollout rollout) {
    return rollout.spec().stickiness();
  }

  private static List<VersionRoute> versions(Model model, Rollout rollout) {
    if (rollout.isRetiring()) {
      return List.of(live(rollout.spec().candidate()));
    }
    if (rollout.isEnded() || rollout.isQueued()) {
      return model.stable().map(RouteTables::live).stream().toList();
    }
    List<VersionRoute> versions = new ArrayList<>();
    rollout
        .previous()
        .map(ref -> new VersionRoute(ref, Role.STABLE, share(rollout).rest()))
        .ifPresent(versions::add);
    versions.add(new VersionRoute(rollout.spec().candidate(), Role.CANDIDATE, share(rollout)));
    return versions;
  }

  /** The candidate's share on the nodes that are not switched. */
  private static Weight share(Rollout rollout) {
    return rollout.switched().isEmpty() ? rollout.weight() : Weight.ZERO;
  }

  private static SortedSet<String> candidateNodes(Rollout rollout) {
    return rollout.isRunning() && !rollout.isRetiring()
        ? rollout.switched().stream()
            .map(NodeName::value)
            .collect(Collectors.toCollection(TreeSet::new))
        : new TreeSet<>();
  }

  private static VersionRoute live(VersionRef ref) {
    return new VersionRoute(ref, Role.STABLE, Weight.FULL);
  }

  private static List<SmokeTestOrder> smokeTests(Rollout rollout) {
    boolean testing = rollout.phase().stepPhase().filter(Testing.class::isInstance).isPresent();
    if (testing && rollout.plan().step(rollout.step()) instanceof SmokeTestStep step) {
      return List.of(new SmokeTestOrder(rollout.testId(), rollout.candidate(), step.check()));
    }
    return List.of();
  }
}
