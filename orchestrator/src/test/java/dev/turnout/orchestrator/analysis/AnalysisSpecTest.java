package dev.turnout.orchestrator.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnalysisSpecTest {
  private static final AnalysisSpec SPEC = AnalysisSpec.of(Rate.errors("errors"));

  @Test
  void shouldHaveTheDefaultsOfTheMethod() {
    assertThat(SPEC.alpha()).isEqualTo(0.01);
    assertThat(SPEC.beta()).isEqualTo(0.05);
    assertThat(SPEC.minimumSample()).isEqualTo(500);
    assertThat(SPEC.warmUp()).isEqualTo(new WarmUp(Duration.ofSeconds(60), 100));
    assertThat(SPEC.deadline()).isEqualTo(Duration.ofHours(1));
    assertThat(SPEC.onInconclusive()).isEqualTo(OnInconclusive.PAUSE);
    assertThat(SPEC.blocks())
        .isEqualTo(new BlockRule(8, Duration.ofSeconds(10), Duration.ofSeconds(60)));
    assertThat(SPEC.staleness())
        .isEqualTo(new Staleness(0.5, Duration.ofSeconds(15), Duration.ofSeconds(60)));
    assertThat(Rate.errors("errors")).isEqualTo(Rate.errors("errors", 0.002, 1));
    assertThat(Rate.score("accuracy", "accuracy"))
        .isEqualTo(Rate.score("accuracy", "accuracy", 0.01, 0));
    assertThat(Distribution.latency("p99", 0.99, Duration.ofMillis(500)).gates().get(0).margin())
        .isEqualTo(0.10);
  }

  @Test
  void shouldTakeEveryKey() {
    AnalysisSpec changed =
        SPEC.withAlpha(0.001)
            .withBeta(0.2)
            .withMinimumSample(30)
            .withWarmUp(WarmUp.NONE)
            .withDeadline(Duration.ofMinutes(5))
            .withOnInconclusive(OnInconclusive.ROLLBACK)
            .withBlocks(new BlockRule(4, Duration.ofSeconds(2), Duration.ofSeconds(9)))
            .withStaleness(new Staleness(0, Duration.ofSeconds(3), Duration.ofSeconds(5)));

    assertThat(changed)
        .isEqualTo(
            new AnalysisSpec(
                0.001,
                0.2,
                List.of(Rate.errors("errors")),
                30,
                WarmUp.NONE,
                Duration.ofMinutes(5),
                OnInconclusive.ROLLBACK,
                new BlockRule(4, Duration.ofSeconds(2), Duration.ofSeconds(9)),
                new Staleness(0, Duration.ofSeconds(3), Duration.ofSeconds(5))));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void shouldRefuseBadValuesAndSayWhatToWrite(ThrowingCallable code, String message) {
    assertThatThrownBy(code).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  static List<Arguments> refused() {
    return List.of(
        refused(
            () -> SPEC.withAlpha(1), "Expected alpha in (0, 0.5], but got 1 (write 0.01 for 1 %)"),
        refused(
            () -> SPEC.withAlpha(Double.NaN),
            "Expected alpha in (0, 0.5], but got NaN (write 0.01 for 1 %)"),
        refused(() -> SPEC.withBeta(5), "Expected beta in (0, 1], but got 5 (write 0.05 for 5 %)"),
        refused(
            () -> SPEC.withMinimumSample(0),
            "Expected a minimum sample of at least 1, but got 0 (write 500)"),
        refused(
            () -> SPEC.withDeadline(Duration.ZERO),
            "Expected a deadline longer than zero, but got PT0S (write 1h)"),
        refused(
            () -> AnalysisSpec.of(),
            "Expected at least one metric, but got none (write {name: errors, errorRate: {}})"),
        refused(
            () -> AnalysisSpec.of(Rate.errors("m"), Rate.score("m", "accuracy")),
            "Expected metrics with unique names, but got 'm' twice (write another name for one of"
                + " them)"),
        refused(
            () -> Rate.errors(" "), "Expected a name for the metric, but got ' ' (write 'errors')"),
        refused(
            () -> Rate.errors("errors", 2, 1),
            "Expected a margin of errors in (0, 1), but got 2 (write 0.002 for 0.2 percentage"
                + " points)"),
        refused(
            () -> Rate.errors("errors", 0.002, 5),
            "Expected a limit of errors in (0, 1], but got 5 (write 0.01 for 1 %)"),
        refused(
            () -> Distribution.latency("p99", 99, Duration.ofMillis(500)),
            "Expected a quantile in (0, 1), but got 99 (write 0.99 for p99)"),
        refused(
            () -> Distribution.latency("p99", 0.99, 10, Duration.ofMillis(500)),
            "Expected a margin of quantile 0.99 in [0.021, 1], but got 10 (write 0.1 for 10 %; a"
                + " histogram's bins are 2 % wide, and a margin is rounded down to them)"),
        refused(
            () -> Distribution.latency("p99", 0.99, Duration.ZERO),
            "Expected a limit of p99 longer than zero, but got PT0S (write 500ms)"),
        refused(
            () -> Rate.score("accuracy", "", 0.01, 0.9),
            "Expected an outcome of accuracy, but got '' (write 'accuracy')"),
        refused(
            () -> Rate.score("accuracy", "accuracy", 0.01, 92),
            "Expected a floor of accuracy in [0, 1), but got 92 (write 0.92 for 92 %)"),
        refused(
            () -> new WarmUp(Duration.ofSeconds(-1), 0),
            "Expected a warm-up of at least PT0S, but got PT-1S (write 60s)"),
        refused(
            () -> new BlockRule(8, Duration.ofSeconds(10), Duration.ofSeconds(5)),
            "Expected a longest block age of at least PT10S, but got PT5S (write 60s)"),
        refused(
            () -> new Staleness(1, Duration.ofSeconds(15), Duration.ofSeconds(60)),
            "Expected a share of silent nodes in [0, 1), but got 1 (write 0.5 for half of them)"),
        refused(
            () -> Counts.ofRequests(10, 11),
            "Expected errors in [0, 10 requests], but got 11 (write the errors among these"
                + " requests)"),
        refused(
            () -> Counts.ofRequests(-1, 0),
            "Expected requests of at least 0, but got -1 (write 0)"),
        refused(
            () -> new Counts(1, 0, Map.of(3, -1L), Map.of()),
            "Expected counts in bin 3 of at least 0, but got -1 (write 0)"),
        refused(
            () -> new ScoreCounts(3, 4),
            "Expected bad answers in [0, 3], but got 4 (write at most the total)"),
        refused(
            () -> new Influence(0, false, false),
            "Expected a metric's weight in (0, 1000], but got 0 (write 3 for three times as much as"
                + " another, or dryRun: true for none)"));
  }

  private static Arguments refused(ThrowingCallable code, String message) {
    return Arguments.of(code, message);
  }
}
