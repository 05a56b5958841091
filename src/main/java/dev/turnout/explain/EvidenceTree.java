package dev.turnout.explain;

import dev.turnout.explain.Figure.ArmFigure;
import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.analysis.LimitEvidence;
import dev.turnout.orchestrator.analysis.MetricEvidence;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Evidence as a tree of plain values. */
public final class EvidenceTree {
  private EvidenceTree() {}

  /** The evidence with its counts, figures and limits. */
  public static Map<String, Object> of(Evidence evidence) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("logEAgainst", evidence.logRollback());
    tree.put("logThresholdAgainst", evidence.logRollbackThreshold());
    tree.put("logThresholdFor", evidence.logPromoteThreshold());
    tree.put("candidateRequests", evidence.candidateRequests());
    tree.put("stableRequests", evidence.baselineRequests());
    tree.put("minimumSample", evidence.minimumSample());
    tree.put("metrics", evidence.metrics().stream().map(EvidenceTree::of).toList());
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
    tree.put("figures", Figure.of(metric).stream().map(EvidenceTree::of).toList());
    tree.put("limits", metric.limits().stream().map(EvidenceTree::of).toList());
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
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("badLimit", limit.badLimit());
    tree.put("logECandidate", limit.logCandidate());
    tree.put("logEStable", limit.logBaseline());
    tree.put("candidateBroken", limit.candidateBroken());
    tree.put("stableBroken", limit.baselineBroken());
    return tree;
  }
}
