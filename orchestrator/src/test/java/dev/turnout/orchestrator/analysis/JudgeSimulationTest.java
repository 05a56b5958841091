package dev.turnout.orchestrator.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.analysis.JudgeSimulation.End;
import dev.turnout.orchestrator.analysis.Verdict.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Seeded random rollouts; the figures are a check of sanity, not a measurement of the error rates.
 */
class JudgeSimulationTest {
  private static final AnalysisSpec SPEC =
      AnalysisSpec.of(Rate.errors("errors"), Rate.score("accuracy", "accuracy"))
          .withWarmUp(WarmUp.NONE);

  @Test
  void equalCandidatesAreNotRolledBack() {
    // given 200 rollouts of an equal candidate, looked at every second for half an hour
    int rollbacks = 0;

    for (long seed = 0; seed < 200; seed++) {
      // when
      End end = new JudgeSimulation(neverPromoting(), seed, 40, 0.2, 1, 1).run(1800);
      rollbacks += end.kind() == Kind.ROLLBACK ? 1 : 0;
    }

    // then at most 1 % in the long run: 6 of 200 would be a chance of 1 in 60 at the very limit
    assertThat(rollbacks).isLessThan(6);
  }

  @Test
  void candidatesWithTenTimesTheErrorsAreFound() {
    // given 1 % errors instead of 0.1 %
    List<Integer> seconds = new ArrayList<>();

    for (long seed = 0; seed < 100; seed++) {
      // when
      End end = new JudgeSimulation(SPEC, seed, 200, 0.5, 10, 1).run(600);
      assertThat(end.kind()).isEqualTo(Kind.ROLLBACK);
      seconds.add(end.seconds());
    }

    // then the median is within twice Wald's bound for alpha 1 %, which is 10.7 s here
    seconds.sort(null);
    assertThat(seconds.get(50)).isLessThan(22);
  }

  @Test
  void candidatesThatAreWrongThreeTimesAsOftenAreFound() {
    for (long seed = 0; seed < 100; seed++) {
      End end = new JudgeSimulation(SPEC, seed, 100, 0.2, 1, 3).run(1200);

      assertThat(end.kind()).isEqualTo(Kind.ROLLBACK);
    }
  }

  @Test
  void betterCandidatesArePromotedAndThoseAtTheMarginSeldom() {
    // given
    int promotedBetter = 0;
    int promotedAtTheMargin = 0;

    for (long seed = 0; seed < 100; seed++) {
      // when half as wrong, or 0.2 percentage points more errors
      End better = new JudgeSimulation(SPEC, seed, 400, 0.5, 0.5, 0.5).run(600);
      End atTheMargin = new JudgeSimulation(SPEC, seed, 100, 0.5, 3, 1).run(600);
      promotedBetter += better.kind() == Kind.PROMOTE ? 1 : 0;
      promotedAtTheMargin += atTheMargin.kind() == Kind.PROMOTE ? 1 : 0;
    }

    // then
    assertThat(promotedBetter).isGreaterThan(95);
    assertThat(promotedAtTheMargin).isLessThan(10);
  }

  private static AnalysisSpec neverPromoting() {
    return SPEC.withMinimumSample(Long.MAX_VALUE);
  }
}
