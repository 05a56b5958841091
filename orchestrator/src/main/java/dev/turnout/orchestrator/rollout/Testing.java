package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.Node;
import dev.turnout.orchestrator.fleet.SmokeTestResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Every node tests the candidate before anybody sees it. */
public record Testing(Stage stage) implements StepPhase {
  @Override
  public StepPhase with(Stage newStage) {
    return new Testing(newStage);
  }

  @Override
  public Optional<String> whyNotPromotable() {
    return Optional.of("it is Testing and goes on by itself when the smoke test has passed");
  }

  @Override
  public List<RolloutEvent> advance(Situation situation) {
    return situation.isHeld() || !situation.hasNodes() || !waiting(situation).isEmpty()
        ? List.of()
        : situation.completed("the smoke test passed on every node");
  }

  @Override
  public String reason(Situation situation) {
    return situation.hasNodes()
        ? "waiting for %s to pass the smoke test".formatted(Situation.names(waiting(situation)))
        : Situation.NO_NODES;
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
    String testId = situation.rollout().testId();
    return situation.nodes().stream()
        .filter(node -> node.resultOf(testId).filter(SmokeTestResult::passed).isEmpty())
        .toList();
  }
}
