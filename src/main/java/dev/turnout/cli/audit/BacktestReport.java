package dev.turnout.cli.audit;

import dev.turnout.bus.Connection;
import dev.turnout.bus.Journal;
import dev.turnout.bus.RecordedInputs;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutStarted;
import dev.turnout.orchestrator.audit.Backtest;
import dev.turnout.orchestrator.audit.SideBySide;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Positions;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.rollout.RolloutId;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.output.Failure;
import dev.turnout.output.ProgressLine;
import java.util.List;
import java.util.Map;

/**
 * What a policy would have decided in a rollout of long ago, beside what was decided.
 *
 * @param policy what the policy is called, usually its file
 * @param model whose rollout it was
 * @param hasItsSteps whether the policy's own times and gates stand beside the recorded ones
 * @param missing what is not known because inputs have expired, in sentences
 */
public record BacktestReport(
    String policy, String model, SideBySide both, boolean hasItsSteps, List<String> missing) {
  public BacktestReport {
    missing = List.copyOf(missing);
  }

  /**
   * Judges the recorded inputs of a rollout by another policy.
   *
   * @param name id of an attempt, or name of a rollout or model, of which the newest attempt is
   *     meant
   * @param progress shows how much was read
   * @throws Failure if there is no such rollout, or nothing to judge
   */
  public static BacktestReport of(
      Connection connection, String policy, RolloutSpec spec, String name, ProgressLine progress) {
    if (spec.analysis().isEmpty()) {
      throw Failure.invalid(
          "Expected a rollout file that watches something, but %s has no metric (write"
              + " spec.analysis.metrics)",
          policy);
    }
    Journal journal = Journal.read(connection);
    JournalEntry start = journal.start(name);
    RolloutStarted started = (RolloutStarted) start.getEvent();
    if (started.getStable() == null) {
      throw Failure.invalid(
          "Expected a rollout with a stable version to compare with, but %s brought the first one"
              + " (name a later rollout)",
          started.getRolloutId());
    }
    String model = start.getModel();
    try (RecordedInputs inputs = RecordedInputs.open(connection, model).shownBy(progress)) {
      return of(policy, spec, journal.of(model), started, inputs);
    }
  }

  private static BacktestReport of(
      String policy,
      RolloutSpec spec,
      List<JournalEntry> journal,
      RolloutStarted started,
      RecordedInputs inputs) {
    String model = journal.get(0).getModel();
    SideBySide both =
        Backtest.run(
            new ModelName(model),
            journal,
            inputs.logs(),
            new RolloutId(started.getRolloutId()),
            spec);
    return new BacktestReport(
        policy,
        model,
        both,
        both.hasPlanOf(spec.plan()),
        Gaps.sentences(inputs.oldest(), upTo(journal, started), everything()));
  }

  /** Whether the evidence of every recorded decision came out again. */
  public boolean isComparable() {
    return both.differing() == 0;
  }

  /** Whether both policies come to the same. */
  public boolean isSame() {
    return both.recordedDecision() == both.otherDecision();
  }

  /** For people. */
  public String text() {
    return new BacktestText(this).text();
  }

  /** For programs. */
  public Map<String, Object> tree() {
    return BacktestTree.of(this);
  }

  private static List<JournalEntry> upTo(List<JournalEntry> journal, RolloutStarted started) {
    for (int i = 0; i < journal.size(); i++) {
      if (journal.get(i).getEvent() == started) {
        return journal.subList(0, i + 1);
      }
    }
    return journal;
  }

  private static Positions everything() {
    Positions all = new Positions();
    for (InputTopic topic : InputTopic.values()) {
      all.advance(topic, Long.MAX_VALUE);
    }
    return all;
  }
}
