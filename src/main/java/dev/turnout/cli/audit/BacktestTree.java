package dev.turnout.cli.audit;

import dev.turnout.explain.EvidenceTree;
import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.audit.Ruling;
import dev.turnout.orchestrator.audit.Rulings;
import dev.turnout.orchestrator.audit.Rulings.Decision;
import dev.turnout.orchestrator.audit.SideBySide;
import dev.turnout.orchestrator.rollout.RolloutStarted;
import dev.turnout.orchestrator.rollout.VerdictReached;
import dev.turnout.view.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two policies side by side, for programs. */
final class BacktestTree {
  private BacktestTree() {}

  static Map<String, Object> of(BacktestReport report) {
    SideBySide both = report.both();
    RolloutStarted started = both.started();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("policy", report.policy());
    tree.put("rolloutId", started.rolloutId().value());
    tree.put("model", report.model());
    tree.put("stable", started.stable().orElseThrow().version().value());
    tree.put("candidate", started.spec().candidate().version().value());
    tree.put("startedAt", both.startedAt().toString());
    both.trafficFrom().ifPresent(from -> tree.put("trafficFrom", from.toString()));
    tree.put("until", both.until().toString());
    tree.put("running", both.isRunning());
    tree.put("same", report.isSame());
    tree.put("comparable", report.isComparable());
    tree.put("agreeing", both.agreeing());
    tree.put("differing", both.differing());
    tree.put("missing", report.missing());
    tree.put("policySteps", report.hasItsSteps());
    tree.put("recorded", of(both, both.recorded(), both.recordedDecision()));
    Map<String, Object> other = of(both, both.other(), both.otherDecision());
    both.standing().ifPresent(verdict -> other.put("standing", of(verdict)));
    tree.put("other", other);
    tree.put("steps", steps(both));
    return tree;
  }

  private static Map<String, Object> of(SideBySide both, Rulings rulings, Decision decision) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("decision", Status.word(decision));
    tree.put("rulings", rulings.all().stream().map(ruling -> of(both, ruling)).toList());
    return tree;
  }

  private static Map<String, Object> of(SideBySide both, Ruling ruling) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("at", ruling.at().toString());
    tree.put("afterMs", Duration.between(both.startedAt(), ruling.at()).toMillis());
    tree.put("event", ruling.event().word());
    if (ruling.event() instanceof VerdictReached reached) {
      tree.put("verdict", Status.word(reached.verdict().kind()));
    }
    tree.put("step", ruling.step());
    tree.put("weight", ruling.weight().value());
    tree.put("reason", ruling.reason());
    ruling.evidence().ifPresent(evidence -> tree.put("evidence", EvidenceTree.of(evidence)));
    return tree;
  }

  private static Map<String, Object> of(Verdict verdict) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("verdict", Status.word(verdict.kind()));
    tree.put("reason", verdict.reason());
    tree.put("evidence", EvidenceTree.of(verdict.evidence()));
    return tree;
  }

  private static List<Map<String, Object>> steps(SideBySide both) {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (int step = 0; step < both.plan().size(); step++) {
      if (Rulings.isGuarded(both.plan().step(step))) {
        steps.add(step(both, step));
      }
    }
    return steps;
  }

  private static Map<String, Object> step(SideBySide both, int step) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("step", step);
    tree.put("recorded", both.started().plan().step(step).inWords());
    tree.put("other", both.plan().step(step).inWords());
    put(tree, "enteredAt", Optional.ofNullable(both.entered().get(step)));
    put(tree, "recordedPassedAt", both.recorded().pass(step).map(Ruling::at));
    put(tree, "otherPassedAt", both.other().pass(step).map(Ruling::at));
    return tree;
  }

  private static void put(Map<String, Object> tree, String name, Optional<Instant> at) {
    at.ifPresent(time -> tree.put(name, time.toString()));
  }
}
