package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.Node;
import dev.turnout.orchestrator.plan.Capability;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A batch of nodes gets the candidate: first every node must be well and have the candidate ready,
 * then the batch is switched, then every node must have the table in force. So never more nodes
 * than those of one batch are switched at a time, and none while another one is in doubt.
 *
 * @param isBegun whether a batch was switched since the step was entered
 */
public record Switching(Stage stage, boolean isBegun) implements StepPhase {
  @Override
  public StepPhase with(Stage newStage) {
    return new Switching(newStage, isBegun);
  }

  @Override
  public StepPhase switched() {
    return new Switching(stage, true);
  }

  @Override
  public Optional<String> whyNotPromotable() {
    return Optional.of(
        "it is Switching and goes on by itself when every node has its version in force");
  }

  @Override
  public List<RolloutEvent> advance(Situation situation) {
    if (situation.isHeld() || !inDoubt(situation).isEmpty()) {
      return List.of();
    }
    Rollout rollout = situation.rollout();
    Batches batches = batches(situation);
    if (batches.isWithoutNodes()) {
      return List.of();
    }
    if (batches.isOfAll() && !batches.isDone() && (rollout.fast() || batches.next().isEmpty())) {
      return List.of(new WeightSet(rollout.id(), Weight.FULL));
    }
    boolean isWatched = isBegun && rollout.plan().isRepeated(stage.step() + 1);
    return batches.isDone() || isWatched
        ? situation.completed(batches.inWords() + " have the candidate in force")
        : List.of(batches.switchNext());
  }

  @Override
  public String reason(Situation situation) {
    Batches batches = batches(situation);
    if (batches.isWithoutNodes()) {
      return batches.isOfAll()
          ? Situation.NO_NODES
          : "waiting for a first node with " + batches.step().selector();
    }
    List<Node> inDoubt = inDoubt(situation);
    List<Node> tooOld = inDoubt.stream().filter(Switching::isTooOld).toList();
    if (!tooOld.isEmpty()) {
      return "%s switched; waiting for a newer agent on %s, which can be switched without the others"
          .formatted(batches.inWords(), Situation.names(tooOld));
    }
    return inDoubt.isEmpty()
        ? batches.inWords() + " switched"
        : "%s switched; waiting for %s to be well and to have epoch %s and %s"
            .formatted(
                batches.inWords(),
                situation.describe(inDoubt),
                situation.model().epoch(),
                situation.rollout().candidate());
  }

  @Override
  public List<Instant> dueAt(Situation situation) {
    return List.of();
  }

  @Override
  public Optional<Instant> progressLimit(Situation situation) {
    return Optional.of(situation.deadlineFrom(stage.progressAt()));
  }

  private static Batches batches(Situation situation) {
    return Batches.of(situation.model(), situation.rollout()).orElseThrow();
  }

  /** Silent, on an older table, or without the candidate: nothing more is switched meanwhile. */
  private static List<Node> inDoubt(Situation situation) {
    List<Node> notReady = situation.notReady();
    return situation.nodes().stream()
        .filter(
            node ->
                node.lost()
                    || situation.lacksEpoch(node)
                    || notReady.contains(node)
                    || isTooOld(node))
        .toList();
  }

  /** Its agent would put a table in force and still not be switched by it. */
  private static boolean isTooOld(Node node) {
    return !Capability.of(node.labels()).contains(Capability.NODES);
  }
}
