package dev.turnout.orchestrator.analysis;

import java.time.Duration;
import java.time.Instant;

/** A judged rollout in a test: reports come once a second, from node n1 unless said otherwise. */
final class Rollout {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AnalysisSpec spec;
  private Judge judge;
  private Instant now = START;

  private Rollout(AnalysisSpec spec, BaselineHistory history) {
    this.spec = spec;
    this.judge = new Judge(spec, START, Duration.ofHours(1), history);
  }

  static Rollout of(AnalysisSpec spec) {
    return new Rollout(spec, Past.UNKNOWN);
  }

  static Rollout of(AnalysisSpec spec, BaselineHistory history) {
    return new Rollout(spec, history);
  }

  /** One second later both arms report. */
  Rollout second(Counts candidate, Counts baseline) {
    return later(1).reports(Arm.CANDIDATE, candidate).reports(Arm.BASELINE, baseline);
  }

  Rollout seconds(int seconds, Counts candidate, Counts baseline) {
    for (int i = 0; i < seconds; i++) {
      second(candidate, baseline);
    }
    return this;
  }

  Rollout later(long seconds) {
    now = now.plusSeconds(seconds);
    return this;
  }

  Rollout reports(Arm arm, Counts counts) {
    return reports(arm, "n1", counts);
  }

  Rollout reports(Arm arm, String node, Counts counts) {
    judge.observe(arm, node, counts, now);
    return this;
  }

  /** A pipeline publishes labels. */
  Rollout labels(Arm arm, Counts counts) {
    judge.observeLabels(arm, "labels", counts, now);
    return this;
  }

  /** The judge is stored and restored. */
  Rollout restarts() {
    judge = Judge.restore(spec, judge.snapshot());
    return this;
  }

  Judge judge() {
    return judge;
  }

  Verdict verdict() {
    return verdict(0.05);
  }

  Verdict verdict(double beta) {
    return judge.verdict(now, beta);
  }
}
