package dev.turnout.orchestrator.analysis;

import static dev.turnout.orchestrator.analysis.Counts.ofRequests;
import static dev.turnout.orchestrator.analysis.Counts.ofScore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.turnout.orchestrator.analysis.Verdict.Kind;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the judge says, scenario by scenario. */
class JudgeTest {
  private static final AnalysisSpec ERRORS =
      AnalysisSpec.of(Rate.errors("errors")).withWarmUp(WarmUp.NONE);
  private static final AnalysisSpec ACCURACY =
      AnalysisSpec.of(Rate.errors("errors"), Rate.score("accuracy", "accuracy"))
          .withWarmUp(WarmUp.NONE);
  private static final AnalysisSpec P99 =
      AnalysisSpec.of(Distribution.latency("p99", 0.99, Duration.ofMillis(500)))
          .withWarmUp(WarmUp.NONE);
  private static final BaselineHistory KNOWN =
      Past.of(
          new Tally(60, 60_000),
          Map.of("accuracy", new Tally(400, 10_000)),
          Map.of(230, 59_940.0, 320, 60.0));

  @Test
  void shouldContinueBeforeAnythingIsReported() {
    Rollout rollout = Rollout.of(ERRORS, KNOWN);

    Verdict verdict = rollout.verdict();

    assertThat(verdict.kind()).isEqualTo(Kind.CONTINUE);
    assertThat(verdict.reason())
        .isEqualTo(
            "not decided yet: 0 of 500 candidate requests; errors: 0 judged on the candidate,"
                + " e-value 1.0 of 20");
    assertThat(verdict.evidence().noHarm()).isFalse();
  }

  @Test
  void shouldRollBackACandidateThatFailsMoreOften() {
    // given a candidate with 5 % errors beside a baseline with 0.1 %
    Rollout rollout = Rollout.of(ERRORS, KNOWN);

    // when
    rollout.seconds(10, ofRequests(20, 1), ofRequests(180, 0));

    // then
    Verdict verdict = rollout.verdict();
    assertThat(verdict.kind()).isEqualTo(Kind.ROLLBACK);
    assertThat(verdict.reason())
        .matches(
            "errors: candidate 5.0 % failed of 200, baseline 0 % of 1800, lately 5.0 % and 0 %; e-value \\S+ of 100");
    assertThat(verdict.evidence().metrics().get(0).blamed()).isTrue();
  }

  @Test
  void shouldRollBackAFastCandidateThatIsWrong() {
    // given no error at all, but every third answer is wrong
    Rollout rollout = Rollout.of(ACCURACY, KNOWN);

    // when
    for (int second = 0; second < 40; second++) {
      rollout.second(ofRequests(20, 0), ofRequests(180, 0));
      rollout.reports(Arm.CANDIDATE, "labels", ofScore("accuracy", 3, 1));
      rollout.reports(Arm.BASELINE, "labels", ofScore("accuracy", 25, 1));
    }

    // then
    Verdict verdict = rollout.verdict();
    assertThat(verdict.kind()).isEqualTo(Kind.ROLLBACK);
    assertThat(verdict.reason())
        .startsWith("accuracy: candidate 33.3 % wrong of")
        .contains("baseline 4.0 % of")
        .doesNotContain("errors");
  }

  @Test
  void shouldRollBackACorrectCandidateThatIsSlow() {
    // given 5 % of the candidate's requests over the limit, of which 1 % may be
    Rollout rollout = Rollout.of(P99, KNOWN);
    Counts slow = new Counts(20, 0, Map.of(230, 19L, 320, 1L), Map.of());
    Counts quick = new Counts(180, 0, Map.of(230, 180L), Map.of());

    // when
    rollout.seconds(15, slow, quick);

    // then
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.ROLLBACK);
    assertThat(rollout.verdict().reason())
        .startsWith(
            "p99: candidate p50 99 ms, p99 602 ms of 300, baseline p50 99 ms, p99 99 ms of 2700");
  }

  @Test
  void shouldBlameNoSingleMetricIfOnlyTheSumDecides() {
    // given both metrics a little worse
    Rollout rollout = Rollout.of(ACCURACY, KNOWN);
    Verdict verdict = rollout.verdict();

    // when
    for (int second = 0; second < 200 && verdict.kind() == Kind.CONTINUE; second++) {
      rollout.reports(Arm.CANDIDATE, "labels", ofScore("accuracy", 10, 1));
      rollout.reports(Arm.BASELINE, "labels", ofScore("accuracy", 90, 4));
      rollout.second(ofRequests(100, 1), ofRequests(900, 4));
      verdict = rollout.verdict();
    }

    // then each e-value is below 200, their mean is above 100
    assertThat(verdict.kind()).isEqualTo(Kind.ROLLBACK);
    boolean blamed = verdict.evidence().metrics().stream().anyMatch(MetricEvidence::blamed);
    assertThat(verdict.reason().startsWith("several metrics together")).isEqualTo(!blamed);
  }

  @Test
  void shouldCombineTheMetricsByTheMeanOfTheirEValues() {
    // given
    Rollout rollout = Rollout.of(ACCURACY, KNOWN);

    // when
    rollout.seconds(5, ofRequests(20, 1), ofRequests(180, 1));
    rollout.reports(Arm.BASELINE, "labels", ofScore("accuracy", 40, 2));
    rollout.reports(Arm.CANDIDATE, "labels", ofScore("accuracy", 20, 3));

    // then
    Evidence evidence = rollout.verdict().evidence();
    double sum = 0;
    for (MetricEvidence metric : evidence.metrics()) {
      assertThat(metric.logRollback()).isNotZero();
      sum += Math.exp(metric.logRollback());
    }
    assertThat(Math.exp(evidence.logRollback())).isCloseTo(sum / 2, withinPercentage(1e-9));
  }

  @Test
  void shouldPromoteACandidateThatIsAsGood() {
    // given
    Rollout rollout = Rollout.of(ERRORS, KNOWN);

    // when
    rollout.seconds(60, ofRequests(100, 0), ofRequests(900, 1));

    // then
    Verdict verdict = rollout.verdict();
    assertThat(verdict.kind()).isEqualTo(Kind.PROMOTE);
    assertThat(verdict.reason())
        .isEqualTo(
            "not worse by any margin: errors: candidate 0 % failed of 6000, baseline 0.11 % of"
                + " 54000");
    assertThat(verdict.evidence().missing()).isEmpty();
  }

  @Test
  void shouldPromoteOnlyWhenEveryMetricIsShownToBeGood() {
    // given no label
    Rollout rollout = Rollout.of(ACCURACY, KNOWN);

    // when
    rollout.seconds(60, ofRequests(100, 0), ofRequests(900, 1));

    // then
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.CONTINUE);
    assertThat(rollout.verdict().evidence().missing())
        .containsExactly("accuracy: 0 judged on the candidate, e-value 1.0 of 20");
    assertThat(rollout.verdict().evidence().noHarm()).isFalse();
  }

  @Test
  void shouldPromoteALatencyThatKeepsItsLimit() {
    Rollout rollout = Rollout.of(P99, KNOWN);
    Counts quick = new Counts(50, 0, Map.of(230, 50L), Map.of());

    rollout.seconds(30, quick, quick);

    assertThat(rollout.verdict().kind()).isEqualTo(Kind.PROMOTE);
  }

  @Test
  void shouldWaitForTheMinimumSample() {
    // given a step that accepts every chance of a false promotion
    Rollout rollout = Rollout.of(ERRORS, KNOWN);

    // when
    rollout.seconds(1, ofRequests(499, 0), ofRequests(900, 1));

    // then
    assertThat(rollout.verdict(1).kind()).isEqualTo(Kind.CONTINUE);
    assertThat(rollout.verdict(1).evidence().missing())
        .containsExactly("499 of 500 candidate requests");
  }

  @Test
  void shouldAdvanceEarlierIfTheStepAcceptsMoreRisk() {
    Rollout rollout = Rollout.of(ERRORS, KNOWN);

    rollout.seconds(12, ofRequests(100, 0), ofRequests(900, 1));

    assertThat(rollout.verdict(0.5).kind()).isEqualTo(Kind.PROMOTE);
    assertThat(rollout.verdict(0.05).kind()).isEqualTo(Kind.CONTINUE);
  }

  @Test
  void shouldStayWithARollback() {
    // given
    Rollout rollout = Rollout.of(ERRORS, KNOWN);
    rollout.seconds(10, ofRequests(20, 2), ofRequests(180, 0));
    Verdict first = rollout.verdict();

    // when the candidate looks good again for long
    rollout.seconds(600, ofRequests(100, 0), ofRequests(900, 1));

    // then
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.ROLLBACK);
    assertThat(rollout.verdict().reason()).isEqualTo(first.reason());
    assertThat(rollout.restarts().verdict().reason()).isEqualTo(first.reason());
  }

  @Test
  void shouldNeitherPromoteNorRollBackWithoutTraffic() {
    // given idle nodes which say that they are alive
    Rollout rollout = Rollout.of(ACCURACY, KNOWN);

    // when
    rollout.seconds(7200, Counts.ZERO, ofRequests(900, 1));

    // then
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.CONTINUE);
    assertThat(rollout.verdict().evidence().noHarm()).isFalse();
  }

  @Test
  void shouldNotBlameTheCandidateForDriftThatBothArmsShare() {
    // given errors that climb in both arms while the share grows
    Rollout rollout = Rollout.of(ERRORS, KNOWN);

    // when
    for (int second = 0; second < 600; second++) {
      int share = second < 300 ? 10 : 500;
      boolean bad = second >= 300;
      rollout.second(ofRequests(share, bad ? 10 : 0), ofRequests(1000 - share, bad ? 10 : 1));
    }

    // then pooled over time the candidate looks ten times worse
    assertThat(rollout.verdict().kind()).isNotEqualTo(Kind.ROLLBACK);
    MetricEvidence errors = rollout.verdict().evidence().metrics().get(0);
    assertThat(errors.candidate().rate()).isGreaterThan(1.5 * errors.baseline().rate());
  }

  @Test
  void shouldLearnTheBaselineFromFirstBlocksIfNothingIsKnown() {
    // given
    Rollout rollout = Rollout.of(ERRORS);

    // when the first second teaches, and the next ones judge
    rollout.seconds(10, ofRequests(20, 1), ofRequests(180, 0));

    // then
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.ROLLBACK);
    assertThat(rollout.verdict().evidence().metrics().get(0).blocks()).isGreaterThan(2);
  }

  @Test
  void shouldEndInconclusiveWithItsEvidence() {
    Verdict verdict = Rollout.of(ERRORS, KNOWN).verdict();

    Verdict ended = verdict.inconclusive(List.of());

    assertThat(ended.kind()).isEqualTo(Kind.INCONCLUSIVE);
    assertThat(ended.reason()).isEqualTo("not decided in time: " + verdict.reason());
    assertThat(ended.evidence()).isEqualTo(verdict.evidence());
  }

  @Test
  void shouldSayHowMuchLongerAnInconclusiveAnalysisWouldNeed() {
    // given 1 request in 1000 fails on both, the margin is 2, and evidence has begun to grow
    Rollout rollout = Rollout.of(ERRORS, KNOWN);
    rollout.seconds(10, ofRequests(10, 0), ofRequests(90, 0));

    // when
    List<String> prospects = rollout.judge().prospects(0.05);

    // then
    assertThat(prospects).singleElement().asString().matches("errors needs about \\d+[sm] more");
    Verdict ended = rollout.verdict().inconclusive(prospects);
    assertThat(ended.reason()).endsWith("; at this traffic " + prospects.get(0));
  }

  @Test
  void shouldSeeNoHarmInAnEqualCandidateThatIsNotProved() {
    Rollout rollout = Rollout.of(ERRORS, KNOWN);

    rollout.seconds(10, ofRequests(100, 0), ofRequests(900, 1));

    assertThat(rollout.verdict().kind()).isEqualTo(Kind.CONTINUE);
    assertThat(rollout.verdict().evidence().noHarm()).isTrue();
  }

  @Test
  void shouldRefuseBadArguments() {
    Judge judge = Rollout.of(ERRORS).judge();

    assertThatThrownBy(() -> judge.verdict(Rollout.START, 0))
        .hasMessage("Expected beta in (0, 1], but got 0 (write 0.05 for 5 %)");
    assertThatThrownBy(() -> new Judge(ERRORS, Rollout.START, Duration.ZERO, Past.UNKNOWN))
        .hasMessageStartingWith("Expected a horizon longer than zero");
    assertThatThrownBy(() -> Judge.restore(ACCURACY, judge.snapshot()))
        .hasMessageStartingWith("Expected a snapshot of 2 metrics, but got 1");
  }
}
