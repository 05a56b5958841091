package dev.turnout.bench.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.turnout.bench.chance.Chance;
import dev.turnout.orchestrator.statistics.LatencyBins;
import org.junit.jupiter.api.Test;

class WorldTest {
  private static final Traffic TRAFFIC = new Traffic(1000, 0.1);

  @Test
  void shouldSplitTrafficAndFailAsTold() {
    // given
    long candidates = 0;
    long all = 0;
    double expectedErrors = 0;
    long errors = 0;
    long baselineErrors = 0;

    // when
    for (int run = 0; run < 40; run++) {
      var world =
          Scenario.of(TRAFFIC, Candidate.errors(5), Scenario.HOUR, Measure.ERRORS).simulate(run);
      while (world.now() < Scenario.HOUR) {
        Tick tick = world.next(10);
        candidates += tick.candidate().requests();
        all += tick.candidate().requests() + tick.baseline().requests();
        errors += tick.candidate().errors();
        baselineErrors += tick.baseline().errors();
        expectedErrors += 5 * tick.baseline().errors() / 9.0;
      }
    }

    // then
    assertThat(candidates / (double) all).isCloseTo(0.1, within(0.001));
    assertThat(all / (40 * Scenario.HOUR)).isCloseTo(1000, within(80.0));
    assertThat(errors / expectedErrors).isCloseTo(1, within(0.02));
    assertThat(baselineErrors / (0.9 * all)).isCloseTo(0.001, within(0.0002));
  }

  @Test
  void shouldGiveLabelsLaterAndOnlyToAFifth() {
    // given
    var scenario = Scenario.of(TRAFFIC, Candidate.wrong(4), Scenario.HOUR, Measure.ACCURACY);
    var world = scenario.simulate(1);

    // when
    ArmCounts first = world.next(10).candidate();
    long requests = 0;
    long labels = 0;
    long wrong = 0;
    while (world.now() < Scenario.HOUR) {
      ArmCounts later = world.next(10).candidate();
      requests += later.requests();
      labels += later.labels();
      wrong += later.wrong();
    }

    // then
    assertThat(first.labels()).isLessThan(30);
    assertThat(labels / (0.2 * requests)).isBetween(0.94, 0.99);
    assertThat(wrong / (double) labels).isBetween(0.15, 0.26);
  }

  @Test
  void shouldHaveTheMedianAndTheTailOfTheModel() {
    // given
    var histogram = new Histogram();
    var model = new LatencyModel(LatencyChange.NONE);

    // when
    model
        .at(0)
        .draw(
            new Chance(3), 1_000_000, (bin, count) -> histogram.add(Histogram.FIRST + bin, count));

    // then
    assertThat(LatencyBins.upperEdgeMillis(histogram.quantile(0.5))).isCloseTo(100, within(2.5));
    assertThat(LatencyBins.upperEdgeMillis(histogram.quantile(0.99))).isCloseTo(327, within(8.0));
    assertThat(histogram.total()).isEqualTo(1_000_000);
  }

  @Test
  void shouldSlowDownTheTailOnlyByAContamination() {
    // given
    var model = new LatencyModel(LatencyChange.tail(0.05, 4.2342));
    var histogram = new Histogram();

    // when
    model
        .at(0)
        .draw(
            new Chance(3), 1_000_000, (bin, count) -> histogram.add(Histogram.FIRST + bin, count));

    // then
    assertThat(LatencyBins.upperEdgeMillis(histogram.quantile(0.5))).isCloseTo(103, within(3.5));
    assertThat(LatencyBins.upperEdgeMillis(histogram.quantile(0.99))).isCloseTo(654, within(16.0));
  }

  @Test
  void shouldAddMillisecondsToEveryRequest() {
    // given
    var model = new LatencyModel(LatencyChange.added(15));

    // then
    assertThat(upTo(model, 115)).isCloseTo(0.5, within(0.03));
    assertThat(upTo(model, 15)).isCloseTo(0, within(1e-6));
  }

  @Test
  void shouldKnowTenAgedMinutesBefore() {
    // given
    var scenario =
        Scenario.of(TRAFFIC, Candidate.SAME, Scenario.HOUR, Measure.ERRORS, Measure.LATENCY);

    // when
    Past past = scenario.simulate(5).past();

    // then
    double aged = 900 * 600 / (2 * Math.log(2));
    assertThat(past.requests()).isCloseTo(aged, within(0.4 * aged));
    assertThat(past.errors() / past.requests()).isBetween(0.0003, 0.003);
    assertThat(past.labels()).isZero();
    assertThat(LatencyBins.upperEdgeMillis(past.quantile(0.99))).isBetween(230.0, 450.0);
  }

  @Test
  void shouldBeGoodUntilTheRegressionBegins() {
    // given
    var late = Candidate.errors(1000).from(60);
    var world = Scenario.of(TRAFFIC, late, Scenario.HOUR, Measure.ERRORS).simulate(2);

    // when
    Tick before = world.next(60);
    Tick after = world.next(60);

    // then
    assertThat(before.candidate().errors()).isLessThan(60);
    assertThat(after.candidate().errors()).isGreaterThan(1000);
  }

  @Test
  void shouldRampTheSplitAndTheSharedErrorRate() {
    // given
    var ramp = new Traffic(1000, 0.01, new Traffic.Ramp(1800, 0.5, 4, 3600));
    var scenario = Scenario.of(ramp, Candidate.SAME, Scenario.HOUR, Measure.ERRORS);
    double start = 0;
    double end = 0;
    long candidates = 0;

    // when
    for (int run = 0; run < 50; run++) {
      var world = scenario.simulate(run);
      start += world.next(60).baseline().errors();
      while (world.now() < 3540) {
        world.next(60);
      }
      Tick last = world.next(60);
      end += 2 * last.baseline().errors();
      candidates += last.candidate().requests();
    }

    // then
    assertThat(end / start).isCloseTo(4, within(1.2));
    assertThat(candidates).isGreaterThan(50 * 60 * 300);
  }

  private static double upTo(LatencyModel model, double millis) {
    double sum = 0;
    for (int bin = 0; bin <= LatencyBins.binOf(millis) - Histogram.FIRST; bin++) {
      sum += model.at(0).share(bin);
    }
    return sum;
  }
}
