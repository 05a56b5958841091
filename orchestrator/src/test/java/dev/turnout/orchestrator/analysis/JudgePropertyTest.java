package dev.turnout.orchestrator.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.analysis.JudgeSnapshot.MetricState;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What holds for every sequence of reports. */
class JudgePropertyTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final AnalysisSpec SPEC =
      AnalysisSpec.of(
              Rate.errors("errors", 0.002, 0.05),
              Distribution.latency("p99", 0.99, Duration.ofMillis(500)),
              Rate.score("accuracy", "accuracy", 0.01, 0.8))
          .withWarmUp(new WarmUp(Duration.ofSeconds(5), 20));

  /** A report, so many milliseconds after the one before. */
  record Report(Arm arm, String node, Counts counts, long afterMillis) {}

  @Property(tries = 200, seed = "1")
  void shouldHaveTheSameEvidenceWhereverTicksAndVerdictsFall(
      @ForAll("reports") List<Report> reports, @ForAll long seed) {
    // given
    Judge quiet = judge();
    Judge ticked = judge();
    Random random = new Random(seed);
    Instant at = START;

    for (Report report : reports) {
      at = at.plusMillis(report.afterMillis());
      quiet.observe(report.arm(), report.node(), report.counts(), at);
      // when time passes in between, even ahead of the next report
      ticked.tick(at.minusMillis(random.nextInt(5000)));
      ticked.observe(report.arm(), report.node(), report.counts(), at);
      ticked.tick(at.plusMillis(random.nextInt(120_000)));
      if (random.nextBoolean()) {
        ticked.verdict(at.plusMillis(random.nextInt(120_000)), 0.05);
      }

      // then
      JudgeSnapshot expected = quiet.snapshot();
      JudgeSnapshot actual = ticked.snapshot();
      assertThat(actual.metrics()).isEqualTo(expected.metrics());
      assertThat(actual.catastrophe()).isEqualTo(expected.catastrophe());
      assertThat(actual.nodes()).isEqualTo(expected.nodes());
      assertThat(actual.maxLogRollback()).isEqualTo(expected.maxLogRollback());
    }
  }

  @Property(tries = 200, seed = "1")
  void shouldGoOnExactlyAsIfItHadNotBeenStored(
      @ForAll("reports") List<Report> reports, @ForAll long seed) {
    // given
    Judge steady = judge();
    Judge restored = judge();
    Random random = new Random(seed);
    Instant at = START;

    for (Report report : reports) {
      at = at.plusMillis(report.afterMillis());
      // when
      if (random.nextInt(3) == 0) {
        restored = Judge.restore(SPEC, restored.snapshot());
      }
      steady.observe(report.arm(), report.node(), report.counts(), at);
      restored.observe(report.arm(), report.node(), report.counts(), at);

      // then
      assertThat(restored.verdict(at, 0.05)).isEqualTo(steady.verdict(at, 0.05));
      assertThat(restored.snapshot()).isEqualTo(steady.snapshot());
    }
  }

  @Property(tries = 200, seed = "1")
  void shouldNotDependOnTheOrderOfTheReportsWithinABlock(
      @ForAll("reports") List<Report> reports, @ForAll long seed) {
    // given blocks that close by age only, at the first report of a later second
    AnalysisSpec spec =
        SPEC.withWarmUp(WarmUp.NONE)
            .withBlocks(
                new BlockRule(Long.MAX_VALUE, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    Judge inOrder = new Judge(spec, START, Duration.ofMinutes(10), Past.UNKNOWN);
    Judge shuffled = new Judge(spec, START, Duration.ofMinutes(10), Past.UNKNOWN);
    List<Report> mixed = new ArrayList<>(reports);
    Collections.shuffle(mixed, new Random(seed));

    // when
    for (int second = 0; second < 10; second++) {
      Instant at = START.plusSeconds(second).plusMillis(500);
      reports.forEach(report -> observe(inOrder, report, at));
      mixed.forEach(report -> observe(shuffled, report, at));
      Instant end = START.plusSeconds(second + 1);
      inOrder.observe(Arm.BASELINE, "closing", Counts.ZERO, end);
      shuffled.observe(Arm.BASELINE, "closing", Counts.ZERO, end);
    }

    // then
    List<MetricState> expected = inOrder.snapshot().metrics();
    List<MetricState> actual = shuffled.snapshot().metrics();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).comparison()).isEqualTo(expected.get(i).comparison());
    }
  }

  @Property(tries = 100, seed = "1")
  void shouldPromoteExactlyWhenNothingIsMissing(
      @ForAll("reports") List<Report> reports,
      @ForAll @DoubleRange(min = 0.05, max = 1, minIncluded = true) double beta) {
    // given a judge that decides quickly
    Judge judge =
        new Judge(
            SPEC.withWarmUp(WarmUp.NONE).withMinimumSample(1),
            START,
            Duration.ofMinutes(5),
            Past.of(new Tally(60, 6000), new Tally(100, 600)));

    for (int i = 0; i < reports.size(); i++) {
      // when
      Instant at = START.plusMillis(300L * i);
      observe(judge, reports.get(i), at);
      Verdict verdict = judge.verdict(at, beta);

      // then
      if (verdict.kind() == Verdict.Kind.PROMOTE || verdict.kind() == Verdict.Kind.CONTINUE) {
        assertThat(verdict.kind() == Verdict.Kind.PROMOTE)
            .isEqualTo(verdict.evidence().missing().isEmpty());
      }
    }
  }

  @Property(tries = 100, seed = "1")
  void shouldNeverDecideOnTheCandidateWithoutItsCounts(
      @ForAll("reports") List<Report> reports, @ForAll @IntRange(min = 1, max = 20) int repeat) {
    // given idle reports of the candidate, whatever the baseline does
    Judge judge = judge();
    Instant at = START;

    for (int round = 0; round < repeat; round++) {
      for (Report report : reports) {
        at = at.plusMillis(report.afterMillis() % 2000);
        judge.observe(Arm.BASELINE, report.node(), report.counts(), at);
        judge.observe(Arm.CANDIDATE, "n1", Counts.ZERO, at);

        // when
        Verdict verdict = judge.verdict(at, 0.5);

        // then
        assertThat(verdict.kind()).isNotIn(Verdict.Kind.PROMOTE, Verdict.Kind.ROLLBACK);
        assertThat(verdict.evidence().noHarm()).isFalse();
      }
    }
  }

  @Provide
  Arbitrary<List<Report>> reports() {
    Arbitrary<Counts> counts =
        Combinators.combine(
                Arbitraries.integers().between(0, 60),
                Arbitraries.integers().between(0, 100),
                Arbitraries.integers().between(250, 330),
                Arbitraries.integers().between(0, 10))
            .as(JudgePropertyTest::counts);
    return Combinators.combine(
            Arbitraries.of(Arm.class),
            Arbitraries.of("n1", "n2", "n3"),
            counts,
            Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.longs().between(0, 1500)),
                Tuple.of(1, Arbitraries.longs().between(0, 90_000))))
        .as(Report::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(120);
  }

  private static Counts counts(int requests, int errorPercent, int bin, int labels) {
    long errors = Math.max(0, requests * (errorPercent - 80) / 20);
    return new Counts(
        requests,
        errors,
        Map.of(bin, (long) requests),
        Map.of("accuracy", new ScoreCounts(labels, labels / 4)));
  }

  private static void observe(Judge judge, Report report, Instant at) {
    judge.observe(report.arm(), report.node(), report.counts(), at);
  }

  private static Judge judge() {
    return new Judge(
        SPEC, START, Duration.ofMinutes(5), Past.of(new Tally(60, 6000), new Tally(100, 600)));
  }
}
