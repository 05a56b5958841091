package dev.turnout.cli.audit;

import dev.turnout.events.AnalysisSpec;
import dev.turnout.events.AnalysisStep;
import dev.turnout.events.BakeStep;
import dev.turnout.events.CanaryStage;
import dev.turnout.events.CanaryStrategy;
import dev.turnout.events.Cause;
import dev.turnout.events.CauseKind;
import dev.turnout.events.CommandAccepted;
import dev.turnout.events.CommandRefused;
import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.EpochAcknowledged;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.NodeJoined;
import dev.turnout.events.NodeLost;
import dev.turnout.events.Outcome;
import dev.turnout.events.RetireStep;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutPaused;
import dev.turnout.events.RolloutResumed;
import dev.turnout.events.RolloutSpec;
import dev.turnout.events.RolloutStarted;
import dev.turnout.events.RolloutTurnedBack;
import dev.turnout.events.SetWeightStep;
import dev.turnout.events.StepEntered;
import dev.turnout.events.Stickiness;
import dev.turnout.events.StickinessKind;
import dev.turnout.events.VersionRef;
import dev.turnout.events.WeightSet;
import dev.turnout.schemas.RecordTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Journals as an orchestrator writes them. */
final class Journals {
  static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  static {
    RecordTypes.trust();
  }

  private final List<JournalEntry> entries = new ArrayList<>();

  /** Two attempts: one is paused, resumed and aborted by people, the other is on its way. */
  static List<JournalEntry> abortedAndRetried() {
    Journals journal = new Journals();
    journal.add(0, CauseKind.INPUT, "agents", 3, new NodeJoined("node-1"));
    journal.start(60, 0, "fraud-v2", 1);
    journal.add(62, CauseKind.INPUT, "agents", 67, new EpochAcknowledged("node-1", 1L));
    journal.add(62, CauseKind.INPUT, "agents", 67, new WeightSet("fraud-v2", 0.1));
    journal.add(
        70,
        CauseKind.INPUT,
        "commands",
        1,
        new CommandRefused(
            "id-2", "StartRollout", "fraud-v3", "ci/airflow", "fraud-v2 is running", null, false));
    journal.accept(80, 2, "PauseRollout", "jane", "lunch");
    journal.add(
        80,
        CauseKind.INPUT,
        "commands",
        2,
        new RolloutPaused("fraud-v2", "paused by jane", "jane"));
    journal.accept(95, 3, "ResumeRollout", "joe", null);
    journal.add(95, CauseKind.INPUT, "commands", 3, new NodeLost("node-1", 15_000L));
    journal.add(95, CauseKind.INPUT, "commands", 3, new RolloutResumed("fraud-v2", "joe"));
    journal.accept(99, 4, "AbortRollout", "jane", "wrong build");
    journal.add(
        99,
        CauseKind.INPUT,
        "commands",
        4,
        new RolloutTurnedBack("fraud-v2", Outcome.ABORTED, "aborted by jane", null));
    journal.add(
        130,
        CauseKind.TIMER,
        "metrics",
        130,
        new RolloutEnded("fraud-v2", Outcome.ABORTED, "aborted by jane"));
    journal.start(200, 5, "fraud-v2", 2);
    return journal.entries;
  }

  private void start(int second, long offset, String name, int attempt) {
    String id = attempt == 1 ? name : name + "#" + attempt;
    accept(second, offset, attempt == 1 ? "StartRollout" : "RetryRollout", "ci/airflow", "nightly");
    add(
        second,
        CauseKind.INPUT,
        "commands",
        offset,
        new RolloutStarted(id, name, attempt, version("v1"), spec(), steps()));
    add(second, CauseKind.INPUT, "commands", offset, new StepEntered(id, 0));
  }

  private void accept(int second, long offset, String command, String actor, String reason) {
    add(
        second,
        CauseKind.INPUT,
        "commands",
        offset,
        new CommandAccepted("id-" + offset, command, "fraud-v2", actor, reason, null));
  }

  private void add(int second, CauseKind kind, String topic, long offset, Object event) {
    entries.add(
        JournalEntry.newBuilder()
            .setModel("fraud")
            .setSequence(entries.size() + 1L)
            .setAtMs(START.plusSeconds(second).toEpochMilli())
            .setRulesVersion(1)
            .setCause(new Cause(kind, "turnout." + topic, 0, offset))
            .setConsumed(new ConsumedOffsets(0L, 0L, 0L))
            .setEvent(event)
            .build());
  }

  private static RolloutSpec spec() {
    return new RolloutSpec(
        version("v1"),
        version("v2"),
        new CanaryStrategy(null, List.of(new CanaryStage(0.1, 240_000L)), 60_000L),
        AnalysisSpec.newBuilder().setMetrics(List.of()).build(),
        new Stickiness(StickinessKind.NONE, null),
        60_000L,
        Map.of());
  }

  private static List<Object> steps() {
    return List.of(
        new SetWeightStep(0.1),
        new AnalysisStep(240_000L, null),
        new SetWeightStep(1.0),
        new BakeStep(60_000L),
        new RetireStep());
  }

  private static VersionRef version(String name) {
    return new VersionRef(name, null);
  }
}
