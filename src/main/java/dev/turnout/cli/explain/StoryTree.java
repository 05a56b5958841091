package dev.turnout.cli.explain;

import dev.turnout.cli.explain.Figure.ArmFigure;
import dev.turnout.cli.view.Status;
import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.analysis.LimitEvidence;
import dev.turnout.orchestrator.analysis.MetricEvidence;
import dev.turnout.orchestrator.audit.Moment;
import java.util.LinkedHashMap;
import java.util.Locale;
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
    moment.evidence().ifPresent(evidence -> tree.put("evidence", of(evidence)));
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
    decision.evidence().ifPresent(evidence -> tree.put("evidence", of(evidence)));
    return tree;
  }

  private static Map<String, Object> of(Evidence evidence) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("logEAgainst", evidence.logRollback());
    tree.put("logThresholdAgainst", evidence.logRollbackThreshold());
    tree.put("logThresholdFor", evidence.logPromoteThreshold());
    tree.put("candidateRequests", evidence.candidateRequests());
    tree.put("stableRequests", evidence.baselineRequests());
    tree.put("minimumSample", evidence.minimumSample());
    tree.put("metrics", evidence.metrics().stream().map(StoryTree::of).toList());
    tree.put("missing", evidence.missing());
    return tree;
  }

  private static Map<String, Object> of(MetricEvidence metric) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("metric", metric.name());
    tree.put("weight", metric.weight());
    tree.put("critical", metric.critical());
    tree.put("dryRun", metric.isDryRun());
    tree.put("blamed", metric.blamed());
    tree.put("logEAgainst", metric.logRollback());
    tree.put("logEFor", metric.logPromote());
    tree.put("blocks", metric.blocks());
    tree.put("figures", Figure.of(metric).stream().map(StoryTree::of).toList());
    tree.put("limits", metric.limits().stream().map(StoryTree::of).toList());
    return tree;
  }

  private static Map<String, Object> of(Figure figure) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("title", figure.title());
    tree.put("unit", figure.unit().name().toLowerCase(Locale.ROOT));
    tree.put("logEFor", figure.logFor());
    tree.put("candidate", of(figure.unit(), figure.candidate()));
    tree.put("stable", of(figure.unit(), figure.stable()));
    return tree;
  }

  private static Map<String, Object> of(Figure.Unit unit, ArmFigure arm) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (unit == Figure.Unit.SHARE) {
      tree.put("bad", arm.bad());
    }
    tree.put("total", arm.total());
    if (arm.hasData()) {
      tree.put("value", arm.value());
      Map<String, Object> pooled = new LinkedHashMap<>();
      pooled.put("low", arm.low());
      if (arm.high() < Double.POSITIVE_INFINITY) {
        pooled.put("high", arm.high());
      }
      tree.put("pooled95", pooled);
    }
    return tree;
  }

  private static Map<String, Object> of(LimitEvidence limit) {
    return ordered(
        "badLimit",
        limit.badLimit(),
        "logECandidate",
        limit.logCandidate(),
        "logEStable",
        limit.logBaseline(),
        "candidateBroken",
        limit.candidateBroken(),
        "stableBroken",
        limit.baselineBroken());
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
