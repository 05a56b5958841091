package dev.turnout.orchestrator.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Arm;
import dev.turnout.orchestrator.analysis.BaselineHistory;
import dev.turnout.orchestrator.analysis.Counts;
import dev.turnout.orchestrator.analysis.Judge;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.plan.CanaryStage;
import dev.turnout.orchestrator.plan.CanaryStrategy;
import dev.turnout.orchestrator.plan.Plan;
import dev.turnout.orchestrator.routing.Weight;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The forecast against the judge itself, over stages and with warm-up. */
class ForecastSimulationTest {
  private static final int RUNS = 100;
  private static final double USUAL = 0.001;
  private static final double PER_SECOND = 50;
  private static final AnalysisSpec SPEC = AnalysisSpec.of(Rate.errors("errors"));
  private static final List<CanaryStage> STAGES =
      List.of(
          new CanaryStage(new Weight(0.01), Duration.ofMinutes(10)),
          new CanaryStage(new Weight(0.1), Duration.ofMinutes(30)));
  private static final Plan PLAN =
      new CanaryStrategy(Optional.empty(), STAGES, Duration.ZERO).expand(Optional.of(SPEC));

  @Test
  void shouldForecastWhenABadCandidateIsFound() {
    // given
    StageForecast second = forecast().stages().get(1);
    Duration after = second.metrics().get(0).examples().get(1).after().orElseThrow();

    // when
    double median = median(Verdict.Kind.ROLLBACK, 10);

    // then
    assertThat(after.toSeconds() + 600.0).isCloseTo(median, within(0.2 * median));
    assertThat((double) after.toSeconds()).isCloseTo(median - 600, within(60.0));
  }

  @Test
  void shouldForecastWhenAnEqualCandidatePasses() {
    // given
    Traffic traffic = Traffic.of(PER_SECOND);
    Plan oneStage =
        new CanaryStrategy(
                Optional.empty(),
                List.of(new CanaryStage(new Weight(0.1), Duration.ofMinutes(30))),
                Duration.ZERO)
            .expand(Optional.of(SPEC));
    Forecast forecast = Forecast.of(SPEC, oneStage, traffic, Usual.DEFAULT);
    Duration after = forecast.stages().get(0).metrics().get(0).equalPasses().orElseThrow();

    // when
    double median = median(Verdict.Kind.PROMOTE, 1, List.of(new Span(0.1, 7200)));

    // then
    assertThat((double) after.toSeconds()).isCloseTo(median, within(0.25 * median));
  }

  private static Forecast forecast() {
    return Forecast.of(SPEC, PLAN, Traffic.of(PER_SECOND), Usual.DEFAULT);
  }

  private static double median(Verdict.Kind kind, double times) {
    return median(kind, times, List.of(new Span(0.01, 600), new Span(0.1, 7200)));
  }

  private static double median(Verdict.Kind kind, double times, List<Span> spans) {
    int[] seconds =
        IntStream.range(0, RUNS).map(run -> seconds(kind, times, spans, run)).sorted().toArray();
    return seconds[RUNS / 2];
  }

  private static int seconds(Verdict.Kind kind, double times, List<Span> spans, int run) {
    SplittableRandom random = new SplittableRandom(run);
    BaselineHistory history =
        new BaselineHistory(Instant.EPOCH, new Tally(30, 30_000), new TreeMap<>(), new TreeMap<>());
    Judge judge = new Judge(SPEC, Instant.EPOCH, Duration.ofHours(1), history);
    int second = 0;
    for (Span span : spans) {
      for (double end = second + span.seconds(); second < end; ) {
        second++;
        Instant at = Instant.EPOCH.plusSeconds(second);
        double candidate = span.weight() * PER_SECOND;
        judge.observe(Arm.CANDIDATE, "n", counts(random, candidate, times * USUAL), at);
        judge.observe(Arm.BASELINE, "n", counts(random, PER_SECOND - candidate, USUAL), at);
        if (judge.verdict(at, 0.05).kind() == kind) {
          return second;
        }
      }
    }
    return Integer.MAX_VALUE;
  }

  private static Counts counts(SplittableRandom random, double mean, double rate) {
    long requests = 0;
    for (double left = Math.exp(-mean), p = random.nextDouble(); p > left; requests++) {
      p *= random.nextDouble();
    }
    long errors = 0;
    for (long i = 0; i < requests; i++) {
      errors += random.nextDouble() < rate ? 1 : 0;
    }
    return new Counts(requests, errors, Map.of(), Map.of());
  }
}
