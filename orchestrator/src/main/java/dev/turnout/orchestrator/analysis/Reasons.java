package dev.turnout.orchestrator.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The sentences of a verdict, with their numbers. */
final class Reasons {
  private Reasons() {}

  static String worse(
      AnalysisSpec spec, Evidence evidence, Map<String, String> lately, double maxLogRollback) {
    String sum =
        "e-value %s of %s"
            .formatted(
                Wording.eValue(maxLogRollback), Wording.eValue(evidence.logRollbackThreshold()));
    List<MetricEvidence> blamed =
        evidence.metrics().stream().filter(MetricEvidence::blamed).toList();
    List<MetricEvidence> told = blamed.isEmpty() ? evidence.gating().toList() : blamed;
    String sentences =
        told.stream()
            .map(metric -> arms(spec, metric) + ", " + lately.get(metric.name()))
            .collect(Collectors.joining("; "));
    return "%s%s; %s"
        .formatted(blamed.isEmpty() ? "several metrics together: " : "", sentences, sum);
  }

  static String limit(String name, Limit limit) {
    return "%s: candidate breaks the limit of %s %s, lately %s; e-value %s of %s"
        .formatted(
            name,
            Wording.percent(limit.limit().badLimit()),
            limit.limit().badWord(),
            lately(limit),
            Wording.eValue(limit.evidence().logCandidate()),
            Wording.eValue(limit.logThreshold()));
  }

  static String catastrophe(Limit limit) {
    return "catastrophe: more than %s of the candidate's requests fail, lately %s; e-value %s of %s"
        .formatted(
            Wording.percent(limit.limit().badLimit()),
            lately(limit),
            Wording.eValue(limit.evidence().logCandidate()),
            Wording.eValue(limit.logThreshold()));
  }

  static String incident(String name, Limit limit) {
    return "incident: %s: both versions break the limit of %s, lately %s"
        .formatted(name, Wording.percent(limit.limit().badLimit()), lately(limit));
  }

  static String promote(AnalysisSpec spec, Evidence evidence) {
    return "not worse by any margin: " + arms(spec, evidence.gating().toList());
  }

  static String undecided(Evidence evidence) {
    return "not decided yet: " + String.join("; ", evidence.missing());
  }

  /** What a promotion still waits for. */
  static List<String> missing(Evidence evidence) {
    List<String> missing = new ArrayList<>();
    if (evidence.candidateRequests() < evidence.minimumSample()) {
      missing.add(
          "%s of %s candidate requests"
              .formatted(evidence.candidateRequests(), evidence.minimumSample()));
    }
    evidence.gating().forEach(metric -> missing.addAll(missing(evidence, metric)));
    if (evidence.suspect()) {
      missing.add(
          "suspicion: e-value %s for worse, promoted below %s"
              .formatted(
                  Wording.eValue(evidence.logRollback()), Wording.eValue(Evidence.LOG_SUSPICION)));
    }
    return missing;
  }

  private static List<String> missing(Evidence evidence, MetricEvidence metric) {
    List<String> missing = new ArrayList<>();
    if (!evidence.isShown(metric)) {
      missing.add(
          "%s: %s judged on the candidate, e-value %s of %s"
              .formatted(
                  metric.name(),
                  Wording.count(metric.candidate().total()),
                  Wording.eValue(metric.logPromote()),
                  Wording.eValue(evidence.logPromoteThreshold())));
    }
    if (!missing.isEmpty() && !metric.basis().isEmpty()) {
      missing.add("%s: %s".formatted(metric.name(), metric.basis()));
    }
    metric.limits().forEach(limit -> missing.addAll(brokenLimit(metric, limit)));
    return missing;
  }

  private static List<String> brokenLimit(MetricEvidence metric, LimitEvidence limit) {
    if (!limit.candidateBroken() && !limit.baselineBroken()) {
      return List.of();
    }
    String who = limit.candidateBroken() ? "candidate" : "baseline";
    return List.of(
        "%s: the %s breaks the limit of %s"
            .formatted(metric.name(), who, Wording.percent(limit.badLimit())));
  }

  private static String arms(AnalysisSpec spec, List<MetricEvidence> metrics) {
    return String.join("; ", metrics.stream().map(metric -> arms(spec, metric)).toList());
  }

  private static String arms(AnalysisSpec spec, MetricEvidence metric) {
    MetricSpec known =
        spec.metrics().stream()
            .filter(one -> one.name().equals(metric.name()))
            .findFirst()
            .orElseThrow();
    String arms =
        known instanceof Rate rate
            ? Wording.rates(metric.candidate(), metric.baseline(), rate.source().badWord())
            : Wording.quantiles((Distribution) known, metric.distribution().orElseThrow());
    String basis = metric.basis().isEmpty() ? "" : " (%s)".formatted(metric.basis());
    return "%s: %s%s".formatted(metric.name(), arms, basis);
  }

  private static String lately(Limit limit) {
    return Wording.rates(limit.recentCandidate(), limit.recentBaseline(), limit.limit().badWord());
  }
}
