package dev.turnout.orchestrator.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.orchestrator.analysis.Distribution.Compare;
import dev.turnout.orchestrator.analysis.Verdict.Kind;
import dev.turnout.orchestrator.statistics.BinCounts;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics that a pipeline reports, and of which nothing was known before. */
class OwnMetricsTest {
  private static final Distribution MEMORY =
      new Distribution(
          "memory", Influence.NORMAL, "memory-mb", List.of(QuantileGate.of(0.5)), 0, Compare.SHAPE);

  @Test
  void shouldNotCallEverythingUnusualBeforeItKnowsWhatIsUsual() {
    // given half of the baseline's values at 100, half at 120; the candidate needs half as much
    // more
    Rollout rollout = Rollout.of(AnalysisSpec.of(MEMORY));

    // when
    for (int i = 0; i < 4; i++) {
      rollout.later(1).labels(Arm.CANDIDATE, memory(Map.of(250, 100L, 260, 100L)));
      rollout.labels(Arm.BASELINE, memory(Map.of(231, 100L, 240, 100L)));
    }

    // then
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.ROLLBACK);
    assertThat(rollout.verdict().reason())
        .contains("lately 100.0 % and 50.0 % above the usual p50; e-value ");
  }

  @Test
  void shouldOnlyShowWhatIsADryRun() {
    // given
    Rollout rollout =
        Rollout.of(
            AnalysisSpec.of(
                Rate.score("accuracy", "accuracy"),
                Rate.count("refusals", "refusals", 0.01, 0.05)
                    .with(new Influence(1, false, true))));

    // when
    for (int i = 0; i < 20; i++) {
      rollout.later(1).labels(Arm.CANDIDATE, Counts.ofScore("accuracy", 100, 5));
      rollout.labels(Arm.BASELINE, Counts.ofScore("accuracy", 100, 5));
      rollout.labels(Arm.CANDIDATE, Counts.ofScore("refusals", 100, 90));
      rollout.labels(Arm.BASELINE, Counts.ofScore("refusals", 100, 1));
    }

    // then
    Verdict verdict = rollout.verdict();
    assertThat(verdict.kind()).isEqualTo(Kind.CONTINUE);
    assertThat(verdict.reason()).doesNotContain("refusals");
    MetricEvidence refusals = verdict.evidence().metrics().get(1);
    assertThat(refusals.isDryRun()).isTrue();
    assertThat(refusals.logRollback()).isGreaterThan(100);
    assertThat(refusals.limits().get(0).candidateBroken()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0.1", "0.2, 0.1", "0.021, 0.022"})
  void shouldRefuseAToleranceThatReachesAMargin(double tolerance, double margin) {
    Distribution narrow =
        new Distribution(
            "memory",
            Influence.NORMAL,
            "memory-mb",
            List.of(new QuantileGate(0.5, margin, QuantileGate.NO_LIMIT)),
            0,
            Compare.SHAPE);

    assertThatThrownBy(() -> narrow.withTolerance(tolerance))
        .hasMessageStartingWith("Expected a tolerance of memory below the margin " + margin);
  }

  private static Counts memory(Map<Integer, Long> bins) {
    SortedMap<String, BinCounts> histograms = new TreeMap<>();
    histograms.put("memory-mb", BinCounts.of(bins));
    return new Counts(0, 0, histograms, new TreeMap<>());
  }
}
