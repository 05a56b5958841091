package dev.turnout.simulation;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.rollout.Ended;
import dev.turnout.orchestrator.rollout.Phase;
import dev.turnout.orchestrator.rollout.Rollout;
import dev.turnout.orchestrator.rollout.WeightSet;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Faults of any kind at any time; the safety checks run at every step. */
class RandomTroubleTest {
  private static final int TRIES = 8;

  @Provide
  Arbitrary<List<Trouble>> troubles() {
    Arbitrary<Set<Message.Kind>> kinds =
        Arbitraries.of(Message.Kind.class).set().ofMinSize(1).ofMaxSize(3);
    Arbitrary<Integer> every = Arbitraries.integers().between(2, 9);
    Arbitrary<Integer> seconds = Arbitraries.integers().between(1, 8);
    return Combinators.combine(Arbitraries.of(Trouble.Sort.values()), kinds, every, seconds)
        .as(Trouble::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  /** A fault on each n-th message may silence a node for good; then the attempt ends for that. */
  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF, seed = "1")
  void shouldNeverBlameAGoodCandidateForTheTrouble(@ForAll("troubles") List<Trouble> troubles) {
    // given
    Simulation world = worldWith(troubles);

    // when
    world.run(ofMinutes(40));

    // then
    boolean promoted = end(world).outcome().isPromotion();
    if (!promoted) {
      assertThat(troubles).anyMatch(Trouble::silencesNodes);
      assertThat(end(world).reason()).matches("(no progress|liveness).*");
    }
    String live = promoted ? "v2" : "v1";
    assertThat(world.nodes()).allMatch(node -> node.weightInForce(live) == 1);
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF, seed = "1")
  void shouldTakeABadCandidateBackThroughAnyTrouble(@ForAll("troubles") List<Trouble> troubles) {
    // given
    Simulation world = worldWith(troubles);
    world.behave("v2", Behaviour.GOOD.failing(0.2));

    // when
    world.run(ofMinutes(15));

    // then
    assertThat(end(world).outcome().isPromotion()).isFalse();
    assertThat(world.nodes()).allMatch(node -> node.weightInForce("v1") == 1);
  }

  /** The copies end, too, and nobody sees its answers at any time. */
  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF, seed = "1")
  void shouldEndTheCopiesOfABadCandidateThroughAnyTrouble(
      @ForAll("troubles") List<Trouble> troubles) {
    // given
    Simulation world = worldWith(troubles, Rollouts.shadow(Rollouts.thenCanary()));
    world.behave("v2", Behaviour.GOOD.failing(0.2));

    // when
    world.run(ofMinutes(15));

    // then
    assertThat(end(world).outcome().isPromotion()).isFalse();
    assertThat(world.onlooker().journal()).noneMatch(entry -> entry.event() instanceof WeightSet);
    assertThat(world.nodes())
        .allMatch(node -> node.weightInForce("v1") == 1 && !node.copiesTo("v2"));
  }

  private static Simulation worldWith(List<Trouble> troubles) {
    return worldWith(troubles, Rollouts.canary());
  }

  private static Simulation worldWith(List<Trouble> troubles, RolloutSpec spec) {
    Simulation world = new Simulation();
    troubles.forEach(trouble -> world.bus().breakBy(trouble.fault()));
    // A pipeline that hears no answer asks again.
    for (int second = 1; second <= 300; second += 10) {
      world.at(ofSeconds(second), () -> startUnlessHeard(world, spec));
    }
    // An agent reads the compacted routes from the start when it reconnects; here it does so now
    // and then.
    for (int minute = 1; minute < 40; minute++) {
      world.at(ofMinutes(minute), () -> world.nodes().forEach(world::catchUp));
    }
    return world;
  }

  private static void startUnlessHeard(Simulation world, RolloutSpec spec) {
    if (world.onlooker().model().rollout().isEmpty()) {
      world.startRollout(spec);
    }
  }

  private static Ended end(Simulation world) {
    Phase phase = world.onlooker().model().rollout().map(Rollout::phase).orElseThrow();
    assertThat(phase).isInstanceOf(Ended.class);
    return (Ended) phase;
  }

  /** One fault on each n-th message of these kinds. */
  record Trouble(Sort sort, Set<Message.Kind> kinds, int every, int seconds) {
    enum Sort {
      DROP,
      DELAY,
      REPEAT
    }

    boolean silencesNodes() {
      return kinds.contains(Message.Kind.AGENT) || kinds.contains(Message.Kind.METRICS);
    }

    Fault fault() {
      Victims victims = Victims.of(kinds.toArray(Message.Kind[]::new)).each(every);
      return switch (sort) {
        case DROP -> new Drop(victims);
        case DELAY -> new Delay(victims, Duration.ofSeconds(seconds));
        case REPEAT -> new Repeat(victims, Duration.ofSeconds(seconds));
      };
    }
  }
}
