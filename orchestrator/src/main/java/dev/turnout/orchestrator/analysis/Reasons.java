package dev.turnout.orchestrator.analysis;

import java.util.ArrayList;
import java.util.List;

/** The sentences of a verdict, with their numbers. */
final class Reasons {
  private Reasons() {}

  static String worse(AnalysisSpec spec, Evidence evidence, double maxLogRollback) {
    String sum =
        "e-value %s of %s"
            .formatted(
                Wording.eValue(maxLogRollback), Wording.eValue(evidence.logRollbackThreshold()));
    List<String> blamed = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < evidence.metrics().size(); i++) {
      MetricEvidence metric = evidence.metrics().get(i);
      String sentence = rates(metric, spec.metrics().get(i).badWord());
      all.add(sentence);
      if (metric.blamed()) {
        blamed.add(sentence);
      }
    }
    return blamed.isEmpty()
        ? "several metrics together: %s; %s".formatted(String.join("; ", all), sum)
        : "%s; %s".formatted(String.join("; ", blamed), sum);
  }

  static String limit(MetricSpec metric, Limit limit) {
    return "%s: candidate breaks the limit of %s %s, lately %s; e-value %s of %s"
        .formatted(
            metric.name(),
            Wording.percent(metric.badLimit()),
            metric.badWord(),
            Wording.rates(limit.recentCandidate(), limit.recentBaseline(), metric.badWord()),
            Wording.eValue(limit.evidence().logCandidate()),
            Wording.eValue(limit.logThreshold()));
  }

  static String catastrophe(Limit limit) {
    return "catastrophe: more than %s of the candidate's requests fail, lately %s; e-value %s of %s"
        .formatted(
            Wording.percent(Judge.CATASTROPHE),
            Wording.rates(limit.recentCandidate(), limit.recentBaseline(), "failed"),
            Wording.eValue(limit.evidence().logCandidate()),
            Wording.eValue(limit.logThreshold()));
  }

  static String incident(String name, String badWord, Limit limit) {
    return "incident: %s: both versions break the limit of %s, lately %s"
        .formatted(
            name,
            Wording.percent(limit.evidence().badLimit()),
            Wording.rates(limit.recentCandidate(), limit.recentBaseline(), badWord));
  }

  static String promote(AnalysisSpec spec, Evidence evidence) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < evidence.metrics().size(); i++) {
      sentences.add(rates(evidence.metrics().get(i), spec.metrics().get(i).badWord()));
    }
    return "not worse by any margin: " + String.join("; ", sentences);
  }

  static String undecided(Evidence evidence) {
    return "not decided yet: " + String.join("; ", evidence.missing());
  }

  /** What a promotion still waits for. */
  static List<String> missing(Evidence evidence) {
    List<String> missing = new ArrayList<>();
    if (evidence.candidateRequests() < evidence.minimumSample()) {
      missing.add(
          "%d of %d candidate requests"
              .formatted(evidence.candidateRequests(), evidence.minimumSample()));
    }
    for (MetricEvidence metric : evidence.metrics()) {
      if (metric.logPromote() < evidence.logPromoteThreshold()) {
        missing.add(
            "%s: %s judged on the candidate, e-value %s of %s"
                .formatted(
                    metric.name(),
                    Wording.count(metric.candidate().total()),
                    Wording.eValue(metric.logPromote()),
                    Wording.eValue(evidence.logPromoteThreshold())));
      }
      metric.limits().forEach(limit -> missing.addAll(brokenLimit(metric, limit)));
    }
    if (evidence.suspect()) {
      missing.add(
          "suspicion: e-value %s for worse, promoted below %s"
              .formatted(
                  Wording.eValue(evidence.logRollback()), Wording.eValue(Evidence.LOG_SUSPICION)));
    }
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

  private static String rates(MetricEvidence metric, String badWord) {
    return "%s: %s"
        .formatted(metric.name(), Wording.rates(metric.candidate(), metric.baseline(), badWord));
  }
}
