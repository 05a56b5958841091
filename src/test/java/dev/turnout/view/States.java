package dev.turnout.view;

import dev.turnout.events.AnalysisStep;
import dev.turnout.events.BakeStep;
import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.Evidence;
import dev.turnout.events.LimitEvidence;
import dev.turnout.events.MetricEvidence;
import dev.turnout.events.MirrorStep;
import dev.turnout.events.NodeLimit;
import dev.turnout.events.NodeView;
import dev.turnout.events.Outcome;
import dev.turnout.events.PauseStep;
import dev.turnout.events.RetireStep;
import dev.turnout.events.RolloutState;
import dev.turnout.events.SetWeightStep;
import dev.turnout.events.SwitchNodesStep;
import dev.turnout.events.VerdictKind;
import dev.turnout.events.VersionRef;
import dev.turnout.events.VersionState;
import dev.turnout.events.VersionStatus;
import dev.turnout.schemas.RecordTypes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** States as the orchestrator writes them. */
final class States {
  static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  static final List<Object> STEPS =
      List.of(
          new SetWeightStep(0.1),
          new AnalysisStep(600_000L, 0.5),
          new PauseStep(null),
          new SetWeightStep(1.0),
          new BakeStep(86_400_000L),
          new RetireStep());

  static {
    RecordTypes.trust();
  }

  private States() {}

  static RolloutState idle() {
    return RolloutState.newBuilder()
        .setModel("churn")
        .setAtMs(START.toEpochMilli())
        .setJournalSequence(4)
        .setEpoch(1)
        .setStable(new VersionRef("v1", null))
        .setConsumed(new ConsumedOffsets(1L, 2L, 3L))
        .setSnapshotVersion(1)
        .setSnapshot(ByteBuffer.allocate(0))
        .build();
  }

  static RolloutState analysing() {
    return RolloutState.newBuilder(idle())
        .setModel("fraud")
        .setEpoch(7)
        .setStable(new VersionRef("v1", "models:/fraud/1"))
        .setRolloutId("fraud-v2#2")
        .setRollout("fraud-v2")
        .setCandidate(new VersionRef("v2", "models:/fraud/2"))
        .setPhase("Analysing")
        .setPhaseReason("watching for another 7m30s")
        .setStep(1)
        .setSteps(STEPS)
        .setWeight(0.1)
        .setStartedAtMs(START.minusSeconds(300).toEpochMilli())
        .setPhaseSinceMs(START.minusSeconds(150).toEpochMilli())
        .setVerdict(VerdictKind.CONTINUE)
        .setVerdictReason("errors 0.30 % against 0.25 %")
        .setEvidence(evidence(false))
        .setNodes(nodes())
        .build();
  }

  /** One of three nodes is switched. */
  static RolloutState rolling() {
    return RolloutState.newBuilder(analysing())
        .setSteps(
            List.of(
                new SwitchNodesStep(
                    new NodeLimit(null, 0.25),
                    Map.of("zone", "a"),
                    List.of(Map.of("tier", "canary"), Map.of("node", "node-3"))),
                new AnalysisStep(600_000L, null),
                new SwitchNodesStep(new NodeLimit(2, null), Map.of(), List.of()),
                new RetireStep()))
        .setWeight(0.333333)
        .setSwitchedNodes(List.of("node-2"))
        .setNextNodes(List.of("node-1", "node-3"))
        .build();
  }

  static RolloutState shadowing() {
    return RolloutState.newBuilder(analysing())
        .setSteps(
            List.of(
                new MirrorStep(0.2, List.of()),
                new AnalysisStep(600_000L, null),
                new MirrorStep(0.0, List.of())))
        .setWeight(0.0)
        .setMirror(0.2)
        .build();
  }

  static RolloutState passed() {
    return RolloutState.newBuilder(shadowing())
        .setPhase("Ended")
        .setPhaseReason("passed in the shadow; no node copies requests any more")
        .setOutcome(Outcome.PASSED)
        .setStep(2)
        .setMirror(0.0)
        .build();
  }

  static RolloutState rolledBack() {
    return RolloutState.newBuilder(analysing())
        .setPhase("Ended")
        .setPhaseReason("errors 5.00 % against 0.25 %")
        .setOutcome(Outcome.ROLLED_BACK)
        .setWeight(0.0)
        .setVerdict(VerdictKind.ROLLBACK)
        .setEvidence(evidence(true))
        .build();
  }

  private static Evidence evidence(boolean blamed) {
    MetricEvidence errors =
        metric("errors")
            .setCandidateBad(blamed ? 200.0 : 12.0)
            .setCandidateTotal(4000.0)
            .setBaselineBad(90.0)
            .setBaselineTotal(36_000.0)
            .setLogERollback(blamed ? 9.0 : 1.15)
            .setLogEPromote(2.4)
            .setLimits(List.of(new LimitEvidence(0.01, 5.0, -2.0, blamed, false)))
            .setBlocks(12)
            .setBlamed(blamed)
            .build();
    return Evidence.newBuilder()
        .setLogEGlobal(1)
        .setLogRollbackThreshold(4.6)
        .setLogPromoteThreshold(3)
        .setCandidateRequests(4000)
        .setBaselineRequests(36_000)
        .setMinimumSample(500)
        .setMetrics(List.of(errors, metric("accuracy").build()))
        .setMissing(List.of("accuracy has no labels of the candidate"))
        .build();
  }

  private static MetricEvidence.Builder metric(String name) {
    return MetricEvidence.newBuilder()
        .setMetric(name)
        .setWeight(0.5)
        .setCritical(false)
        .setCandidateBad(0)
        .setCandidateTotal(0)
        .setBaselineBad(0)
        .setBaselineTotal(0)
        .setLogERollback(0)
        .setLogEPromote(0)
        .setBlocks(0)
        .setBlamed(false);
  }

  private static List<NodeView> nodes() {
    VersionStatus v1 = new VersionStatus("v1", VersionState.READY, null);
    VersionStatus ready = new VersionStatus("v2", VersionState.READY, null);
    VersionStatus late = new VersionStatus("v2", VersionState.PREPARING, "port 21000 refuses");
    return List.of(
        new NodeView("node-1", false, 7L, List.of(v1, ready), null, Map.of()),
        new NodeView("node-2", false, 6L, List.of(v1, late), null, Map.of()),
        new NodeView("node-3", true, 7L, List.of(), null, Map.of()));
  }
}
