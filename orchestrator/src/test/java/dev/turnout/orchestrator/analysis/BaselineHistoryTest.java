package dev.turnout.orchestrator.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaselineHistoryTest {
  private static final Instant START = Instant.EPOCH;

  @Test
  void shouldAddUpWhatTheBaselineDid() {
    // given
    Counts report =
        new Counts(100, 2, Map.of(200, 90L, 312, 10L), Map.of("accuracy", new ScoreCounts(50, 4)));

    // when
    BaselineHistory history = BaselineHistory.empty(START).plus(report, START);

    // then
    assertThat(history.requests()).isEqualTo(new Tally(2, 100));
    assertThat(history.histograms().get(Counts.LATENCY).byBin())
        .containsExactly(Map.entry(200, 90.0), Map.entry(312, 10.0));
    assertThat(history.scores()).containsEntry("accuracy", new Tally(4, 50));
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
    assertThat(later.histograms()).isEmpty();
  }

  @Test
  void shouldTakeAnOldReportAsOfNow() {
    BaselineHistory history = BaselineHistory.empty(START);

    BaselineHistory later = history.plus(Counts.ofRequests(10, 1), START.minusSeconds(5));

    assertThat(later.agedAt()).isEqualTo(START);
    assertThat(later.requests()).isEqualTo(new Tally(1, 10));
  }
}
