package dev.turnout.orchestrator.analysis;

import static dev.turnout.orchestrator.analysis.Counts.ZERO;
import static dev.turnout.orchestrator.analysis.Counts.ofRequests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.analysis.Verdict.Kind;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Outages, warm-up and incidents. */
class JudgeTroubleTest {
  private static final AnalysisSpec LIMITED =
      AnalysisSpec.of(Rate.errors("errors", 0.002, 0.01)).withWarmUp(WarmUp.NONE);
  private static final AnalysisSpec UNLIMITED =
      AnalysisSpec.of(Rate.errors("errors")).withWarmUp(WarmUp.NONE);
  private static final BaselineHistory KNOWN = Past.errors(60, 60_000);

  @Test
  void totalOutageInTheBakeIsFoundWithTheFirstReport() {
    // given all traffic on the candidate for an hour
    Rollout rollout = Rollout.of(LIMITED, KNOWN).seconds(3600, ofRequests(10, 0), ZERO);

    // when
    rollout.second(ofRequests(10, 10), ZERO);

    // then
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.ROLLBACK);
    assertThat(rollout.verdict().reason())
        .startsWith("errors: candidate breaks the limit of 1.0 % failed, lately candidate");
  }

  @Test
  void totalOutageInALongBakeIsFoundWithTheSecondReport() {
    // given a day, which is far beyond the horizon, and a baseline that was stopped
    Rollout rollout = Rollout.of(LIMITED, KNOWN);
    rollout.second(ofRequests(10, 0), ZERO);
    for (int second = 0; second < 86_400; second++) {
      rollout.later(1).reports(Arm.CANDIDATE, ofRequests(10, 0));
    }

    // when
    rollout.later(1).reports(Arm.CANDIDATE, ofRequests(10, 10));
    rollout.later(1).reports(Arm.CANDIDATE, ofRequests(10, 10));

    // then
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.ROLLBACK);
  }

  @Test
  void totalOutageIsFoundWithoutAnyLimit() {
    Rollout rollout = Rollout.of(UNLIMITED, KNOWN).seconds(600, ofRequests(30, 0), ZERO);

    rollout.seconds(2, ofRequests(30, 30), ZERO);

    assertThat(rollout.verdict().kind()).isEqualTo(Kind.ROLLBACK);
    assertThat(rollout.verdict().reason())
        .startsWith("catastrophe: more than 50.0 % of the candidate's requests fail");
  }

  @Test
  void wrongPredictionsBelowTheFloorAreFoundWithAllTrafficOnTheCandidate() {
    // given
    AnalysisSpec spec =
        AnalysisSpec.of(Rate.score("accuracy", "accuracy", 0.01, 0.92)).withWarmUp(WarmUp.NONE);
    Rollout rollout = Rollout.of(spec);

    // when every third answer is wrong
    rollout.seconds(12, Counts.ofScore("accuracy", 3, 1), ZERO);

    // then
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.ROLLBACK);
  }

  @Test
  void candidateWithinItsLimitStays() {
    Rollout rollout = Rollout.of(LIMITED, KNOWN);

    rollout.seconds(3600, ofRequests(125, 1), ZERO);

    assertThat(rollout.verdict().kind()).isEqualTo(Kind.CONTINUE);
  }

  @Test
  void sharedOutageIsAnIncidentWhicheverArmReportsFirst() {
    for (boolean candidateFirst : new boolean[] {true, false}) {
      // given
      Rollout rollout =
          Rollout.of(LIMITED, KNOWN).seconds(60, ofRequests(20, 0), ofRequests(20, 0));

      // when
      rollout.later(1);
      rollout.reports(candidateFirst ? Arm.CANDIDATE : Arm.BASELINE, ofRequests(20, 20));
      Kind between = rollout.verdict().kind();
      rollout.reports(candidateFirst ? Arm.BASELINE : Arm.CANDIDATE, ofRequests(20, 20));
      rollout.later(1).reports(Arm.BASELINE, ofRequests(20, 20));

      // then
      assertThat(between).isEqualTo(Kind.CONTINUE);
      assertThat(rollout.verdict().kind()).isEqualTo(Kind.HOLD);
      assertThat(rollout.verdict().reason()).startsWith("incident: errors: both versions break");
    }
  }

  @Test
  void goodMinutesBeforeAnOutageDoNotPassForARecovery() {
    // given a small candidate, whose evidence grows more slowly than the baseline's
    Rollout rollout =
        Rollout.of(LIMITED, KNOWN).seconds(300, ofRequests(10, 0), ofRequests(100, 0));

    // when a fifth of all requests fails
    rollout.seconds(5, ofRequests(10, 2), ofRequests(100, 20));

    // then
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.HOLD);
    assertThat(rollout.verdict().reason()).startsWith("incident: errors: both versions break");
  }

  @Test
  void incidentPassesWhenBothArmsHaveRecovered() {
    // given
    Rollout rollout =
        Rollout.of(LIMITED, KNOWN).seconds(10, ofRequests(20, 20), ofRequests(20, 20));
    Kind during = rollout.verdict().kind();

    // when
    rollout.seconds(900, ofRequests(20, 0), ofRequests(20, 0));

    // then
    assertThat(during).isEqualTo(Kind.HOLD);
    assertThat(rollout.verdict().kind()).isIn(Kind.CONTINUE, Kind.PROMOTE);
  }

  @Test
  void incidentDoesNotHideACandidateThatIsMuchWorse() {
    Rollout rollout = Rollout.of(LIMITED, KNOWN);

    rollout.seconds(30, ofRequests(50, 25), ofRequests(50, 4));

    assertThat(rollout.verdict().kind()).isEqualTo(Kind.ROLLBACK);
  }

  @Test
  void baselineOverTheLimitStopsAPromotion() {
    Rollout rollout = Rollout.of(LIMITED, KNOWN);

    rollout.seconds(120, ofRequests(100, 0), ofRequests(100, 4));

    assertThat(rollout.verdict().kind()).isEqualTo(Kind.CONTINUE);
    assertThat(rollout.verdict().evidence().missing())
        .containsExactly("errors: the baseline breaks the limit of 1.0 %");
  }

  @Test
  void coldNodeIsNotJudged() {
    // given the default warm-up of 60 s and 100 requests
    AnalysisSpec spec = UNLIMITED.withWarmUp(WarmUp.DEFAULT);
    Rollout rollout = Rollout.of(spec, KNOWN);

    // when every fifth request of the cold candidate fails
    rollout.seconds(60, ofRequests(10, 2), ofRequests(90, 0));
    Verdict cold = rollout.verdict();
    rollout.seconds(20, ofRequests(10, 2), ofRequests(90, 0));

    // then
    assertThat(cold.kind()).isEqualTo(Kind.CONTINUE);
    assertThat(cold.evidence().candidateRequests()).isZero();
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.ROLLBACK);
  }

  @Test
  void coldNodeThatFailsAltogetherIsRolledBack() {
    Rollout rollout = Rollout.of(UNLIMITED.withWarmUp(WarmUp.DEFAULT), KNOWN);

    rollout.seconds(3, ofRequests(10, 10), ofRequests(90, 0));

    assertThat(rollout.verdict().kind()).isEqualTo(Kind.ROLLBACK);
    assertThat(rollout.verdict().reason()).startsWith("catastrophe");
  }

  @Test
  void warmUpEndsByTimeAndRequestsOfEachNode() {
    // given a busy node and one with few requests
    AnalysisSpec spec = UNLIMITED.withWarmUp(new WarmUp(Duration.ofSeconds(10), 100));
    Rollout rollout = Rollout.of(spec, KNOWN);

    // when
    for (int second = 0; second < 21; second++) {
      rollout.later(1);
      rollout.reports(Arm.CANDIDATE, "busy", ofRequests(50, 0));
      rollout.reports(Arm.CANDIDATE, "quiet", ofRequests(1, 0));
    }

    // then the busy node is judged from its 11th second, the other not yet
    assertThat(rollout.verdict().evidence().candidateRequests()).isEqualTo(11 * 50);
  }

  @Test
  void labelsAreJudgedFromTheFirst() {
    // given cold nodes, and a pipeline that publishes labels once
    AnalysisSpec spec =
        AnalysisSpec.of(Rate.score("accuracy", "accuracy", 0.01, 0.92)).withWarmUp(WarmUp.DEFAULT);
    Rollout rollout = Rollout.of(spec).second(ofRequests(5, 0), ofRequests(50, 0));

    // when
    rollout.labels(Arm.BASELINE, Counts.ofScore("accuracy", 1000, 50));
    rollout.labels(Arm.CANDIDATE, Counts.ofScore("accuracy", 100, 30));

    // then
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.ROLLBACK);
    assertThat(rollout.verdict().evidence().candidateRequests()).isZero();
  }

  @Test
  void labelsThatColdNodesReportAreJudgedToo() {
    // given nodes that know the truth themselves
    AnalysisSpec spec =
        AnalysisSpec.of(Rate.score("accuracy", "accuracy", 0.01, 0.92)).withWarmUp(WarmUp.DEFAULT);
    Rollout rollout = Rollout.of(spec);
    Map<String, ScoreCounts> wrong = Map.of("accuracy", new ScoreCounts(50, 20));
    Map<String, ScoreCounts> right = Map.of("accuracy", new ScoreCounts(50, 2));

    // when
    rollout.second(new Counts(50, 0, Map.of(), wrong), new Counts(50, 0, Map.of(), right));

    // then
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.ROLLBACK);
    assertThat(rollout.verdict().evidence().candidateRequests()).isZero();
  }

  @Test
  void silenceOfPipelinesThatPublishedLabelsMeansNothing() {
    // given
    Rollout rollout = Rollout.of(UNLIMITED, KNOWN).second(ofRequests(20, 0), ofRequests(180, 0));
    rollout.labels(Arm.CANDIDATE, Counts.ofScore("accuracy", 10, 1));

    // when no more labels come
    rollout.seconds(300, ofRequests(20, 0), ofRequests(180, 0));

    // then
    assertThat(rollout.verdict().kind()).isIn(Kind.CONTINUE, Kind.PROMOTE);
  }

  @Test
  void breachIsSettledByTheSameReportIfItToldOfTheBaselineFirst() {
    // given
    Rollout rollout = Rollout.of(LIMITED, KNOWN).seconds(60, ofRequests(20, 0), ofRequests(20, 0));

    // when
    rollout.later(1).reports(Arm.BASELINE, ofRequests(20, 0));
    rollout.reports(Arm.CANDIDATE, ofRequests(5, 5));

    // then
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.ROLLBACK);
    assertThat(rollout.verdict().reason()).startsWith("errors: ");
  }

  @Test
  void limitsOutsideOfWhatCanBeToldApartDecideNothing() {
    // given limits beyond the least rate that is bet on
    AnalysisSpec spec =
        AnalysisSpec.of(
                Rate.errors("errors", 0.002, 0.99999999),
                Distribution.latency("p", 0.99999999, Duration.ofMillis(500))
                    .with(Distribution.Compare.LIMIT))
            .withWarmUp(WarmUp.NONE);
    Rollout rollout = Rollout.of(spec, KNOWN);
    Counts healthy = new Counts(2000, 0, Map.of(200, 2000L), Map.of());

    // when
    rollout.seconds(5, healthy, ZERO).seconds(60, healthy, healthy);

    // then
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.CONTINUE);
    assertThat(rollout.verdict().evidence().missing())
        .containsExactly("p: 130000 judged on the candidate, e-value 1.0 of 20");
  }
}
