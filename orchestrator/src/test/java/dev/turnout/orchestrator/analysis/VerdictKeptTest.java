package dev.turnout.orchestrator.analysis;

import static dev.turnout.orchestrator.analysis.Counts.ofRequests;
import static dev.turnout.orchestrator.analysis.Counts.ofScore;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.analysis.Verdict.Kind;
import dev.turnout.orchestrator.guard.ExposureCheck.Split;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A verdict is worked out once, and anew as soon as something is known that may change it. */
class VerdictKeptTest {
  private static final AnalysisSpec SPEC =
      AnalysisSpec.of(Rate.errors("errors"), Rate.score("accuracy", "accuracy"))
          .withWarmUp(WarmUp.NONE);

  private enum Change {
    REPORT(rollout -> rollout.reports(Arm.CANDIDATE, ofRequests(50, 20))),
    LABELS(
        rollout -> {
          rollout.labels(Arm.CANDIDATE, ofScore("accuracy", 30, 3));
          rollout.later(30).labels(Arm.CANDIDATE, ofScore("accuracy", 30, 3));
        }),
    EXPOSURE(
        rollout -> {
          for (int second = 0; second < 60; second++) {
            Instant at = Rollout.START.plusSeconds(60 + second);
            rollout.judge().expose("n1", 0, 1_000, new Split.Random(0.5), at);
          }
        }),
    SILENCE(rollout -> rollout.later(600));

    private final Consumer<Rollout> change;

    Change(Consumer<Rollout> change) {
      this.change = change;
    }
  }

  @Test
  void shouldSayTheSameAgain() {
    Rollout rollout = judged();

    Verdict first = rollout.verdict();

    assertThat(rollout.verdict()).isSameAs(first);
    assertThat(rollout.verdict(0.5)).isNotEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayWhatIsTrueAfter(Change change) {
    // given
    Rollout rollout = judged();
    Verdict before = rollout.verdict();
    assertThat(before.kind()).isEqualTo(Kind.CONTINUE);

    // when
    change.change.accept(rollout);
    Verdict after = rollout.verdict();

    // then
    assertThat(after).isNotEqualTo(before);
    assertThat(after).isEqualTo(rollout.restarts().verdict());
  }

  private static Rollout judged() {
    return Rollout.of(SPEC).seconds(60, ofRequests(20, 0), ofRequests(20, 0));
  }
}
