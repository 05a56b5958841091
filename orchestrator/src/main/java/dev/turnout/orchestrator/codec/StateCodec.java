package dev.turnout.orchestrator.codec;

import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.NodeView;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.fleet.Node;
import dev.turnout.orchestrator.fleet.NodeName;
import dev.turnout.orchestrator.rollout.ModelProcessor;
import dev.turnout.orchestrator.rollout.Office;
import dev.turnout.orchestrator.rollout.Rollout;
import dev.turnout.orchestrator.rollout.RolloutView;
import dev.turnout.orchestrator.rollout.RolloutView.AttemptView;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The present state of a model: for everybody to read, with a snapshot for the orchestrator itself.
 */
public final class StateCodec {

  private StateCodec() {}

  /**
   * The message of the processor's present state, where no state lacks what was consumed.
   *
   * @param head seal of the model's last journal entry
   */
  public static RolloutState write(
      ModelProcessor processor, EntryHash head, ConsumedOffsets consumed) {
    return write(processor, head, consumed, consumed);
  }

  /**
   * The message of the processor's present state.
   *
   * @param head seal of the model's last journal entry
   * @param recallFrom where the inputs begin that some state of the partition does not have
   */
  public static RolloutState write(
      ModelProcessor processor,
      EntryHash head,
      ConsumedOffsets consumed,
      ConsumedOffsets recallFrom) {
    RolloutView view = processor.view();
    RolloutState.Builder state =
        RolloutState.newBuilder()
            .setModel(view.model().value())
            .setAtMs(view.at().toEpochMilli())
            .setJournalSequence(view.journalSequence())
            .setJournalHash(head.hex())
            .setEpoch(view.epoch())
            .setStable(Wire.orNull(view.stable(), Wire::write))
            .setNodes(Wire.each(view.nodes(), node -> write(node, view.troubles())))
            .setGates(Wire.each(view.gates().closed(), GateCodec::view))
            .setConsumed(consumed)
            .setRecallFrom(recallFrom.equals(consumed) ? null : recallFrom)
            .setSnapshotVersion(SnapshotCodec.VERSION)
            .setSnapshot(ByteBuffer.wrap(SnapshotCodec.write(processor.snapshot())));
    view.attempt().ifPresent(attempt -> addAttempt(state, attempt));
    processor.model().office().ifPresent(office -> addOffice(state, office));
    return state.build();
  }

  /**
   * The processor of a message.
   *
   * @throws IllegalArgumentException if its snapshot cannot be read
   */
  public static ModelProcessor read(RolloutState state) {
    ByteBuffer snapshot = state.getSnapshot().duplicate();
    byte[] bytes = new byte[snapshot.remaining()];
    snapshot.get(bytes);
    return ModelProcessor.restore(SnapshotCodec.read(state.getSnapshotVersion(), bytes));
  }

  private static void addOffice(RolloutState.Builder state, Office office) {
    state
        .setPolicy(PolicyCodec.write(office.policy()))
        .setPlaces(Wire.each(office.places(), PolicyCodec::view));
  }

  private static void addAttempt(RolloutState.Builder state, AttemptView attempt) {
    Rollout rollout = attempt.rollout();
    state
        .setRolloutId(rollout.id().value())
        .setRollout(rollout.name().value())
        .setCandidate(Wire.write(rollout.spec().candidate()))
        .setPhase(attempt.phase())
        .setPhaseReason(attempt.reason())
        .setPhaseSinceMs(attempt.since().toEpochMilli())
        .setOutcome(
            Wire.orNull(attempt.outcome(), o -> Wire.same(dev.turnout.events.Outcome.class, o)))
        .setStep(rollout.step())
        .setSteps(StepCodec.write(rollout.plan().steps()))
        .setWeight(rollout.weight().value())
        .setMirror(rollout.mirror().map(mirror -> mirror.fraction().value()).orElse(0.0))
        .setSwitchedNodes(rollout.switched().stream().map(NodeName::value).toList())
        .setNextNodes(Wire.each(attempt.next(), NodeName::value))
        .setStartedAtMs(rollout.startedAt().toEpochMilli());
    attempt
        .verdict()
        .ifPresent(
            verdict ->
                state
                    .setVerdict(EvidenceCodec.write(verdict.kind()))
                    .setVerdictReason(verdict.reason())
                    .setEvidence(EvidenceCodec.writeBrief(verdict.evidence())));
  }

  private static NodeView write(Node node, Map<NodeName, String> troubles) {
    return new NodeView(
        node.name().value(),
        node.lost(),
        node.epochInForce(),
        node.versions().entrySet().stream()
            .map(
                version ->
                    new dev.turnout.events.VersionStatus(
                        version.getKey().value(),
                        Wire.same(
                            dev.turnout.events.VersionState.class, version.getValue().state()),
                        Wire.orNull(version.getValue().reason())))
            .toList(),
        troubles.get(node.name()),
        new LinkedHashMap<>(node.labels()));
  }
}
