package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.Node;
import dev.turnout.orchestrator.fleet.VersionState;
import dev.turnout.orchestrator.routing.Version;
import dev.turnout.orchestrator.routing.VersionRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The candidate is the stable version in the table, and the old version stops. A node that does not
 * answer cannot undo the promotion any more: after the progress deadline the attempt ends without
 * it.
 */
public record Retiring(Stage stage) implements StepPhase {
  @Override
  public StepPhase with(Stage newStage) {
    return new Retiring(newStage);
  }

  @Override
  public Optional<String> whyNotPromotable() {
    return Optional.of("it is Retiring and ends by itself when the old version has stopped");
  }

  @Override
  public List<RolloutEvent> advance(Situation situation) {
    if (waiting(situation).isEmpty()) {
      return situation.completed("every node runs on the new version alone");
    }
    return situation.isPastLimit(progressLimit(situation))
        ? situation.completed(reason(situation) + " no longer")
        : List.of();
  }

  @Override
  public String reason(Situation situation) {
    return "waiting for %s to retire the old version"
        .formatted(Situation.names(waiting(situation)));
  }

  @Override
  public List<Instant> dueAt(Situation situation) {
    return List.of();
  }

  @Override
  public Optional<Instant> progressLimit(Situation situation) {
    return Optional.of(situation.deadlineFrom(stage.progressAt()));
  }

  private static List<Node> waiting(Situation situation) {
    Optional<Version> old = situation.rollout().previous().map(VersionRef::version);
    return situation.nodes().stream()
        .filter(node -> situation.lacksEpoch(node) || old.filter(v -> runs(node, v)).isPresent())
        .toList();
  }

  private static boolean runs(Node node, Version version) {
    return node.has(version, VersionState.READY) || node.has(version, VersionState.PREPARING);
  }
}
