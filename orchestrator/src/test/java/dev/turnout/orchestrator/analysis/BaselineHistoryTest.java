package dev.turnout.orchestrator.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.turnout.orchestrator.analysis.MetricSpec.ErrorRate;
import dev.turnout.orchestrator.analysis.MetricSpec.Latency;
import dev.turnout.orchestrator.analysis.MetricSpec.Score;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaselineHistoryTest {
  private static final Instant START = Instant.EPOCH;
  private static final AnalysisSpec SPEC =
      AnalysisSpec.of(
          new ErrorRate("errors"),
          new Latency("p99", 0.99, Duration.ofMillis(500)),
          new Score("accuracy", "accuracy"));

  @Test
  void shouldTellEachMetricsShareOfBadOutcomes() {
    // given
    Counts report =
        new Counts(100, 2, Map.of(200, 90L, 312, 10L), Map.of("accuracy", new ScoreCounts(50, 4)));

    // when
    BaselineHistory history = BaselineHistory.empty(START).plus(report, START);

    // then
    assertThat(history.of(SPEC))
        .containsEntry("errors", new History(2, 100))
        .containsEntry("p99", new History(10, 100))
        .containsEntry("accuracy", new History(4, 50));
  }

  @Test
  void shouldLoseHalfItsWeightInTenMinutes() {
    // given
    BaselineHistory history =
        BaselineHistory.empty(START)
            .plus(Counts.ofRequests(100, 2), START)
            .plus(Counts.ofScore("accuracy", 50, 4), START);

    // when
    BaselineHistory later = history.plus(Counts.ZERO, START.plusSeconds(600));

    // then
    assertThat(later.requests().total()).isCloseTo(50, within(1e-9));
    assertThat(later.requests().bad()).isCloseTo(1, within(1e-9));
    assertThat(later.scores().get("accuracy")).isEqualTo(new Tally(2, 25));
  }

  @Test
  void shouldForgetBinsThatWereLongUnused() {
    // given
    BaselineHistory history =
        BaselineHistory.empty(START).plus(new Counts(1, 0, Map.of(7, 1L), Map.of()), START);

    // when
    BaselineHistory later = history.plus(Counts.ZERO, START.plus(Duration.ofHours(6)));

    // then
    assertThat(later.latency()).isEmpty();
  }

  @Test
  void shouldTakeAnOldReportAsOfNow() {
    BaselineHistory history = BaselineHistory.empty(START);

    BaselineHistory later = history.plus(Counts.ofRequests(10, 1), START.minusSeconds(5));

    assertThat(later.agedAt()).isEqualTo(START);
    assertThat(later.requests()).isEqualTo(new Tally(1, 10));
  }

  @Test
  void shouldKnowNothingOfAMetricThatWasNeverReported() {
    assertThat(BaselineHistory.empty(START).of(SPEC).values()).containsOnly(History.NONE);
  }
}
