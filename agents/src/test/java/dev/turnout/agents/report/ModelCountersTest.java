package dev.turnout.agents.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCountersTest {
  private final ModelCounters counters = new ModelCounters();

  @ParameterizedTest
  @CsvSource({
    "COMPLETE, 200, false",
    "COMPLETE, 404, false",
    "COMPLETE, 429, false",
    "COMPLETE, 500, true",
    "COMPLETE, 503, true",
    "CONNECT_FAILED, 0, true",
    "TIMED_OUT, 0, true",
    "BROKEN, 0, true",
    "BROKEN, 200, true",
    "CLIENT_LEFT, 0, false",
    "CLIENT_LEFT, 500, false"
  })
  void shouldBlameTheVersionForItsOwnFaultsOnly(Ending ending, int status, boolean expected) {
    assertThat(new RequestOutcome(ending, status, 1).isError()).isEqualTo(expected);
  }

  @Test
  void shouldCountRequestsErrorsAndLatency() {
    // given
    VersionCounters v2 = counters.version("v2");

    // when
    v2.record(answered(200, Duration.ofMillis(1)));
    v2.record(answered(200, Duration.ofMillis(100)));
    v2.record(answered(500, Duration.ofMillis(100)));

    // then
    assertThat(counters.totals())
        .containsExactly(new VersionTotals("v2", 3, 1, 101_000, Map.of(0, 1L, 231, 1L), Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETE, 500, false",
    "COMPLETE, 404, true",
    "CONNECT_FAILED, 0, false",
    "BROKEN, 200, false",
    "CLIENT_LEFT, 0, true"
  })
  void shouldNotTakeAFastFailureForAFastAnswer(Ending ending, int status, boolean timed) {
    // when
    counters.version("v2").record(new RequestOutcome(ending, status, 1_000_000));

    // then
    assertThat(counters.totals().get(0).bins()).isEqualTo(timed ? Map.of(0, 1L) : Map.of());
  }

  @Test
  void shouldTakeATimeOutForTheSlowestAnswer() {
    // when
    counters.version("v2").record(new RequestOutcome(Ending.TIMED_OUT, 0, 1_000_000));

    // then
    VersionTotals totals = counters.totals().get(0);
    assertThat(totals.bins()).isEqualTo(Map.of(LatencyBins.LAST, 1L));
    assertThat(totals.errors()).isEqualTo(1);
  }

  @Test
  void shouldSumScoresPerOutcome() {
    // when
    counters.version("v1").recordScore("accuracy", 10, 1);
    counters.version("v1").recordScore("accuracy", 5, 0.5);
    counters.version("v1").recordScore("fairness", 2, 0);

    // then
    assertThat(counters.totals().get(0).scores())
        .isEqualTo(Map.of("accuracy", new ScoreTotals(15, 1.5), "fairness", new ScoreTotals(2, 0)));
  }

  @Test
  void shouldRefuseMoreBadAnswersThanAnswers() {
    assertThatThrownBy(() -> counters.version("v1").recordScore("accuracy", 2, 3))
        .hasMessage("Expected bad answers in [0, 2], but got 3.0");
  }

  @Test
  void shouldLoseNothingWhenManyThreadsCount() throws InterruptedException {
    // given
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      threads.add(new Thread(this::recordTenThousand));
    }

    // when
    threads.forEach(Thread::start);
    List<VersionTotals> during = counters.totals();
    for (Thread thread : threads) {
      thread.join();
    }

    // then
    VersionTotals totals = counters.totals().get(0);
    assertThat(totals.requests()).isEqualTo(80_000);
    assertThat(totals.errors()).isEqualTo(40_000);
    assertThat(binSum(totals)).isEqualTo(40_000);
    during.forEach(early -> assertThat(binSum(early)).isEqualTo(early.requests() - early.errors()));
  }

  private void recordTenThousand() {
    for (int i = 0; i < 10_000; i++) {
      counters.version("v1").record(answered(i % 2 == 0 ? 200 : 500, Duration.ofNanos(1000L * i)));
    }
  }

  private static long binSum(VersionTotals totals) {
    return totals.bins().values().stream().mapToLong(Long::longValue).sum();
  }

  private static RequestOutcome answered(int status, Duration latency) {
    return new RequestOutcome(Ending.COMPLETE, status, latency.toNanos());
  }
}
