package dev.turnout.explain;

import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.audit.Moment;
import dev.turnout.view.Status;
import java.util.LinkedHashMap;
import java.util.Map;

/** A story as a tree of plain values. */
final class StoryTree {
  private StoryTree() {}

  static Map<String, Object> of(Story story) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("rolloutId", story.started().getRolloutId());
    tree.put("rollout", story.started().getName());
    tree.put("attempt", story.started().getAttempt());
    tree.put("model", story.model());
    if (story.started().getStable() != null) {
      tree.put("stable", story.started().getStable().getVersion());
    }
    tree.put("candidate", story.started().getSpec().getCandidate().getVersion());
    tree.put("startedAt", story.startedAt().toString());
    story
        .ended()
        .ifPresent(
            end -> {
              tree.put("endedAt", story.until().toString());
              tree.put("outcome", Status.word(end.getOutcome()));
              tree.put("reason", end.getReason());
            });
    story
        .analysis()
        .ifPresent(
            analysis -> {
              tree.put("alpha", analysis.alpha());
              tree.put("beta", analysis.beta());
            });
    tree.put("decisions", story.decisions().stream().map(StoryTree::of).toList());
    return tree;
  }

  static Map<String, Object> of(Series series) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("source", series.isReplayed() ? "inputs" : "journal");
    tree.put("note", series.note());
    tree.put("moments", series.moments().stream().map(StoryTree::of).toList());
    return tree;
  }

  private static Map<String, Object> of(Moment moment) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("at", moment.at().toString());
    tree.put("weight", moment.weight().value());
    moment.evidence().ifPresent(evidence -> tree.put("evidence", EvidenceTree.of(evidence)));
    return tree;
  }

  private static Map<String, Object> of(Decision decision) {
    JournalEntry entry = decision.entry();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("sequence", entry.getSequence());
    tree.put("at", decision.at().toString());
    tree.put("event", entry.getEvent().getClass().getSimpleName());
    tree.put("words", decision.words());
    tree.put(
        "cause",
        ordered(
            "kind",
            entry.getCause().getKind().name(),
            "topic",
            entry.getCause().getTopic(),
            "partition",
            entry.getCause().getPartition(),
            "offset",
            entry.getCause().getOffset()));
    tree.put(
        "consumed",
        ordered(
            "commands",
            entry.getConsumed().getCommands(),
            "agents",
            entry.getConsumed().getAgents(),
            "metrics",
            entry.getConsumed().getMetrics()));
    decision.evidence().ifPresent(evidence -> tree.put("evidence", EvidenceTree.of(evidence)));
    return tree;
  }

  /** Keys and values in turn, in this order. */
  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      tree.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return tree;
  }
}
