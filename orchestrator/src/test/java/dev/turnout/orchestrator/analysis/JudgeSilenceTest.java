package dev.turnout.orchestrator.analysis;

import static dev.turnout.orchestrator.analysis.Counts.ofRequests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.analysis.Verdict.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes and arms that say nothing. */
class JudgeSilenceTest {
  private static final AnalysisSpec LIMITED =
      AnalysisSpec.of(Rate.errors("errors", 0.002, 0.01)).withWarmUp(WarmUp.NONE);
  private static final AnalysisSpec UNLIMITED =
      AnalysisSpec.of(Rate.errors("errors")).withWarmUp(WarmUp.NONE);
  private static final BaselineHistory KNOWN = Past.errors(60, 60_000);

  @Test
  void silentCandidateFreezesTheEvidenceAndIsGivenUpAfterAMinute() {
    // given blocks that would close after 20 s
    AnalysisSpec spec =
        UNLIMITED.withBlocks(new BlockRule(8, Duration.ofSeconds(10), Duration.ofSeconds(20)));
    Rollout rollout = Rollout.of(spec, KNOWN).seconds(30, ofRequests(20, 0), ofRequests(180, 0));
    long blocks = rollout.verdict().evidence().metrics().get(0).blocks();

    // when
    baselineAlone(rollout, 16);
    Verdict frozen = rollout.verdict();
    baselineAlone(rollout, 43);
    Verdict last = rollout.verdict();
    baselineAlone(rollout, 1);

    // then
    assertThat(frozen.kind()).isEqualTo(Kind.HOLD);
    assertThat(frozen.reason())
        .isEqualTo("evidence is frozen: no report of the candidate from 1 of 1 nodes for 15 s");
    assertThat(last.kind()).isEqualTo(Kind.HOLD);
    assertThat(last.evidence().metrics().get(0).blocks()).isEqualTo(blocks);
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.ROLLBACK);
    assertThat(rollout.verdict().reason())
        .isEqualTo("liveness: no report of the candidate from 1 of 1 nodes for 60 s");
  }

  @Test
  void silenceIsNotedByTheClockAlone() {
    // given
    Rollout rollout =
        Rollout.of(UNLIMITED, KNOWN).seconds(5, ofRequests(20, 0), ofRequests(180, 0));

    // when nothing is reported at all
    rollout.later(300);

    // then
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.HOLD);
    assertThat(rollout.verdict().reason()).startsWith("no data: ").endsWith("silent, too");
    assertThat(rollout.verdict().evidence().noHarm()).isFalse();
  }

  @Test
  void silenceOfHalfTheNodesIsNotYetSilence() {
    // given two nodes
    Rollout rollout = Rollout.of(UNLIMITED, KNOWN);
    rollout.later(1).reports(Arm.CANDIDATE, "n2", ofRequests(20, 0));

    // when one of them stays away
    rollout.seconds(300, ofRequests(20, 0), ofRequests(180, 0));

    // then
    assertThat(rollout.verdict().kind()).isIn(Kind.CONTINUE, Kind.PROMOTE);
  }

  @Test
  void outageOfTheBusIsNobodysFault() {
    // given dedicated nodes
    Rollout rollout = Rollout.of(UNLIMITED, KNOWN);
    for (int second = 0; second < 60; second++) {
      rollout.later(1).reports(Arm.BASELINE, ofRequests(180, 0));
      rollout.reports(Arm.CANDIDATE, "new", ofRequests(20, 0));
    }

    // when nothing arrives for five minutes, and then the baseline's reports come first
    Kind during = rollout.later(300).verdict().kind();
    rollout.reports(Arm.BASELINE, ofRequests(180, 0));

    // then the candidate gets its minute again
    assertThat(during).isEqualTo(Kind.HOLD);
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.CONTINUE);
    baselineAlone(rollout, 30);
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.HOLD);
    baselineAlone(rollout, 30);
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.ROLLBACK);
  }

  @Test
  void nodesThatWereReplacedAreForgotten() {
    // given
    Rollout rollout = Rollout.of(UNLIMITED, KNOWN);

    for (String generation : List.of("a", "b", "c", "d")) {
      // when all nodes are replaced by new ones, every five minutes
      for (int second = 0; second < 300; second++) {
        rollout.later(1);
        for (String node : List.of("1", "2", "3")) {
          rollout.reports(Arm.BASELINE, generation + node, ofRequests(60, 0));
          rollout.reports(Arm.CANDIDATE, generation + node, ofRequests(7, 0));
        }
        // then
        assertThat(rollout.verdict().kind()).isIn(Kind.CONTINUE, Kind.PROMOTE);
      }
    }
    assertThat(rollout.judge().snapshot().nodes().candidate()).containsOnlyKeys("d1", "d2", "d3");
    assertThat(rollout.judge().snapshot().nodes().baseline()).containsOnlyKeys("d1", "d2", "d3");
  }

  @Test
  void candidateThatComesBackIsJudgedOn() {
    // given
    Rollout rollout =
        Rollout.of(UNLIMITED, KNOWN).seconds(5, ofRequests(20, 0), ofRequests(180, 0));
    baselineAlone(rollout, 40);

    // when
    rollout.seconds(10, ofRequests(20, 2), ofRequests(180, 0));

    // then
    assertThat(rollout.verdict().kind()).isEqualTo(Kind.ROLLBACK);
    assertThat(rollout.verdict().reason()).startsWith("errors: ");
  }

  @Test
  void candidateThatNeverReportedIsNoRollback() {
    Rollout rollout = Rollout.of(LIMITED, KNOWN);

    baselineAlone(rollout, 600);

    assertThat(rollout.verdict().kind()).isEqualTo(Kind.CONTINUE);
  }

  @Test
  void stoppedBaselineDoesNotStopTheJudge() {
    Rollout rollout = Rollout.of(LIMITED, KNOWN).seconds(5, ofRequests(20, 0), ofRequests(180, 0));

    for (int second = 0; second < 120; second++) {
      rollout.later(1).reports(Arm.CANDIDATE, ofRequests(20, 0));
    }

    assertThat(rollout.verdict().kind()).isEqualTo(Kind.CONTINUE);
  }

  private static void baselineAlone(Rollout rollout, int seconds) {
    for (int second = 0; second < seconds; second++) {
      rollout.later(1).reports(Arm.BASELINE, ofRequests(180, 0));
    }
  }
}
