package dev.turnout.simulation;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.policy.Freeze;
import dev.turnout.orchestrator.policy.Limit;
import dev.turnout.orchestrator.policy.Policy;
import dev.turnout.orchestrator.policy.Schedule;
import dev.turnout.orchestrator.policy.Scope;
import dev.turnout.orchestrator.rollout.BlockModel;
import dev.turnout.orchestrator.rollout.CommandHeader;
import dev.turnout.orchestrator.rollout.UnblockModel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Rollouts that have to wait, and trouble meanwhile. */
class GateSimulationTest {
  private final Simulation world = new Simulation();
  private final Transcript transcript = Transcript.of(world);
  private String scenario = "";

  @BeforeEach
  void rememberName(TestInfo test) {
    scenario = test.getTestMethod().orElseThrow().getName();
  }

  @Test
  void freezeBeginsInTheMiddleOfACanary() throws IOException {
    world.at(ofSeconds(1), () -> world.policy(freezeOf(ofMinutes(4), ofMinutes(14))));
    world.at(ofSeconds(2), () -> world.startRollout(Rollouts.quickCanary()));

    expectOutcomeAfter(ofMinutes(24));
  }

  @Test
  void candidateFailsDuringTheFreeze() throws IOException {
    world.at(ofSeconds(1), () -> world.policy(freezeOf(ofMinutes(3), ofMinutes(60))));
    world.at(ofSeconds(2), () -> world.startRollout(Rollouts.canary()));
    world.trouble(ofMinutes(8), () -> world.behave("v2", Behaviour.GOOD.failing(0.3)));

    expectOutcomeAfter(ofMinutes(10));
  }

  @Test
  void orchestratorDiesDuringTheFreeze() throws IOException {
    world.at(ofSeconds(1), () -> world.policy(freezeOf(ofMinutes(4), ofMinutes(14))));
    world.at(ofSeconds(2), () -> world.startRollout(Rollouts.quickCanary()));
    world.at(ofMinutes(6), world::takeOver);
    world.at(ofMinutes(7), world::takeOver);

    expectOutcomeAfter(ofMinutes(24));
  }

  @Test
  void everyNodeIsAwayDuringABlock() throws IOException {
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.quickCanary()));
    world.at(ofMinutes(1), () -> world.command(header -> new BlockModel(because(header))));
    world.nodes().forEach(node -> world.at(ofMinutes(2), node::crash));
    world
        .nodes()
        .forEach(
            node ->
                world.at(
                    ofMinutes(30),
                    () -> {
                      node.restartAgent();
                      world.rereadRoutes(node.name());
                    }));
    world.at(ofMinutes(31), () -> world.command(UnblockModel::new));

    expectOutcomeAfter(ofMinutes(45));
  }

  @Test
  void orchestratorDiesBetweenTheRequestAndTheGrantOfAPlace() throws IOException {
    Limit one = new Limit("all", 1, Optional.empty(), Scope.ALL);
    world.at(ofSeconds(1), () -> world.policy(new Policy(List.of(), List.of(one))));
    world.orchestrator().restartAfterEach(1);
    world.at(ofSeconds(2), () -> world.startRollout(Rollouts.quickCanary()));

    expectOutcomeAfter(ofMinutes(12));
  }

  private static Policy freezeOf(Duration from, Duration to) {
    Schedule schedule = new Schedule.Once(Simulation.START.plus(from), Simulation.START.plus(to));
    return new Policy(
        List.of(new Freeze("maintenance", "the network is rebuilt", schedule, Scope.ALL)),
        List.of());
  }

  private static CommandHeader because(CommandHeader header) {
    return new CommandHeader(
        header.id(), header.model(), header.rollout(), header.actor(), Optional.of("incident"));
  }

  private void expectOutcomeAfter(Duration time) throws IOException {
    world.run(time);
    String outcome = transcript.text();

    assertThat(outcome).isNotBlank();
    CommittedOutcome.compare(scenario, outcome);
  }
}
