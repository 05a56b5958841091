package dev.turnout.bench.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.turnout.bench.world.Tick.NodeCounts;
import org.junit.jupiter.api.Test;

class FleetWorldTest {
  private static final Traffic TRAFFIC = new Traffic(1000, .1);

  @Test
  void shouldGiveEachNodeOneVersion() {
    // given
    var scenario =
        Scenario.of(TRAFFIC, Candidate.errors(20), Scenario.HOUR, Measure.ERRORS)
            .on(Fleet.ofSpeeds(20, 2, 0));

    // when
    Tick tick = scenario.simulate(1).next(60);

    // then
    assertThat(tick.nodes()).hasSize(20);
    assertThat(tick.nodes().stream().filter(NodeCounts::candidate))
        .extracting(NodeCounts::node)
        .containsExactlyInAnyOrder("node-0", "node-1");
    assertThat(tick.candidate().requests()).isBetween(5500L, 6500L);
    assertThat(tick.candidate().errors()).isBetween(70L, 180L);
    assertThat(tick.baseline().requests())
        .isEqualTo(
            tick.nodes().stream()
                .filter(node -> !node.candidate())
                .mapToLong(node -> node.counts().requests())
                .sum());
  }

  @Test
  void shouldKeepTheSpeedOfANodeForEver() {
    // given
    var scenario =
        Scenario.of(TRAFFIC, Candidate.SAME, Scenario.HOUR, Measure.LATENCY)
            .on(Fleet.ofSpeeds(20, 1, .3));
    var world = scenario.simulate(1);

    // when
    Tick early = world.next(60);
    world.next(600);
    Tick late = world.next(60);

    // then
    int kept = 0;
    for (int node = 1; node < 20; node++) {
      kept += isSlow(early, node) == isSlow(late, node) ? 1 : 0;
    }
    assertThat(kept).isGreaterThan(16);
  }

  @Test
  void shouldHaveNoisyMinutes() {
    // given
    var fleet = Fleet.ofBursts(.01, .5, 30);
    var scenario = Scenario.of(TRAFFIC, Candidate.SAME, Scenario.HOUR, Measure.ERRORS).on(fleet);
    var world = scenario.simulate(1);
    double sum = 0;
    double squares = 0;
    int minutes = 600;

    // when
    for (int minute = 0; minute < minutes; minute++) {
      double errors = world.next(60).candidate().errors();
      sum += errors;
      squares += errors * errors;
    }

    // then: a log-normal rate of spread 0.5 has a mean of 1.13, a relative deviation of 0.53
    double mean = sum / minutes;
    double deviation = Math.sqrt(squares / minutes - mean * mean);
    assertThat(mean).isCloseTo(68, within(8.0));
    assertThat(deviation / mean).isCloseTo(.55, within(.1));
  }

  @Test
  void shouldHaveCarriedTheOldVersionEverywhereBefore() {
    // given
    var scenario =
        Scenario.of(TRAFFIC, Candidate.errors(100), Scenario.HOUR, Measure.ERRORS)
            .on(Fleet.ofBursts(.005, 0, 30));

    // when
    Past past = scenario.simulate(1).past();

    // then
    assertThat(past.before())
        .hasSize(90)
        .allSatisfy(
            tick -> {
              assertThat(tick.candidate().requests()).isZero();
              assertThat(tick.nodes()).hasSize(10).noneMatch(NodeCounts::candidate);
            });
    assertThat(past.errors() / past.requests()).isCloseTo(.005, within(.0005));
  }

  private static boolean isSlow(Tick tick, int node) {
    NodeCounts counts =
        tick.nodes().stream()
            .filter(each -> each.node().equals("node-" + node))
            .findFirst()
            .orElseThrow();
    return counts.counts().latency().quantile(.5) > tick.baseline().latency().quantile(.5);
  }
}
