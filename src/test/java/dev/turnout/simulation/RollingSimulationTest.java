package dev.turnout.simulation;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.turnout.orchestrator.rollout.AbortRollout;
import dev.turnout.orchestrator.rollout.NodesSwitched;
import dev.turnout.orchestrator.rollout.Rollout;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Node by node on five nodes; what comes out of each scenario is committed beside the tests. */
class RollingSimulationTest {
  private final Simulation world = new Simulation(25, 5);
  private final Transcript transcript = Transcript.of(world);
  private String scenario = "";

  @BeforeEach
  void begin(TestInfo test) {
    scenario = test.getTestMethod().orElseThrow().getName();
    world.nodes().forEach(SimNode::sayWhatItCan);
    world.node("node-5").label(Map.of("tier", "canary"));
    world.observe(new OnlySwitchedNodesServeV2(world));
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.rolling()));
  }

  @Test
  void goodCandidateGoesFromNodeToNode() throws IOException {
    expectOutcomeAfter(ofMinutes(26));
  }

  @Test
  void candidateIsBadOnItsFirstNode() throws IOException {
    world.behave("v2", Behaviour.GOOD.failing(0.2));

    expectOutcomeAfter(ofMinutes(5));
  }

  @Test
  void candidateGoesBadWhenItHasSomeNodes() throws IOException {
    world.after(
        event -> event instanceof NodesSwitched batch && batch.switched() == 3,
        ofMinutes(2),
        () -> world.trouble(Duration.between(Simulation.START, world.now()), this::spoil));

    expectOutcomeAfter(ofMinutes(11));
  }

  @Test
  void nodeIsLostBetweenTwoBatches() throws IOException {
    world.at(ofMinutes(3), world.node("node-2")::crash);

    expectOutcomeAfter(ofMinutes(15));
  }

  @Test
  void switchedNodeRestartsItsAgent() throws IOException {
    world.at(ofMinutes(3), world.node("node-5")::crash);
    world.at(
        ofMinutes(3).plusSeconds(40),
        () -> {
          world.node("node-5").restartWithProxy();
          world.rereadRoutes("node-5");
        });

    expectOutcomeAfter(ofMinutes(9));
  }

  @Test
  void personAbortsWhenHalfOfTheNodesAreSwitched() throws IOException {
    world.after(
        event -> event instanceof NodesSwitched batch && batch.switched() == 3,
        ofSeconds(10),
        () ->
            world.trouble(
                Duration.between(Simulation.START, world.now()),
                () -> world.command(AbortRollout::new)));

    expectOutcomeAfter(ofMinutes(9));
  }

  private void spoil() {
    world.behave("v2", Behaviour.GOOD.slow());
  }

  private void expectOutcomeAfter(Duration time) throws IOException {
    world.run(time);
    CommittedOutcome.compare(scenario, transcript.text());
  }

  /** And nobody keeps a version from its users. */
  private record OnlySwitchedNodesServeV2(Simulation world) implements Simulation.Observer {
    @Override
    public void step(Instant at) {
      Optional<Rollout> rollout = world.onlooker().model().rollout().filter(Rollout::isRunning);
      if (rollout.isEmpty() || rollout.get().switched().isEmpty()) {
        return;
      }
      List<String> switched = rollout.get().switched().stream().map(name -> name.value()).toList();
      for (SimNode node : world.nodes()) {
        BrokenPromise.unless(
            node.weightInForce("v2") == 0 || switched.contains(node.name()),
            "%s serves v2, but only %s are switched",
            node.name(),
            switched);
        BrokenPromise.unless(
            node.weightInForce("v1") == 0 || node.weightInForce("v1") == 1,
            "%s splits its requests",
            node.name());
      }
    }
  }
}
