package dev.turnout.simulation;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.rollout.AbortRollout;
import dev.turnout.orchestrator.rollout.PauseRollout;
import dev.turnout.orchestrator.rollout.PromoteRollout;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Scenarios named after trouble; what comes out of each is committed beside the tests. */
class RolloutSimulationTest {
  private final Simulation world = new Simulation();
  private final Transcript transcript = Transcript.of(world);
  private String scenario = "";

  @BeforeEach
  void rememberName(TestInfo test) {
    scenario = test.getTestMethod().orElseThrow().getName();
  }

  @Test
  void candidateIsAsGoodAsTheOldOne() throws IOException {
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.canary()));

    expectOutcomeAfter(ofMinutes(25));
  }

  @Test
  void candidateSlowsDownAfterTenMinutes() throws IOException {
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.canary()));
    world.trouble(ofMinutes(10), () -> world.behave("v2", Behaviour.GOOD.slow()));

    expectOutcomeAfter(ofMinutes(12));
  }

  @Test
  void candidateFailsOneRequestInTen() throws IOException {
    world.behave("v2", Behaviour.GOOD.failing(0.1));
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.canary()));

    expectOutcomeAfter(ofMinutes(6));
  }

  @Test
  void accuracyDropsWhilePaused() throws IOException {
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.canary()));
    world.at(ofMinutes(3), () -> world.command(PauseRollout::new));
    world.trouble(ofMinutes(8), () -> world.behave("v2", Behaviour.GOOD.mistaken(0.5)));

    expectOutcomeAfter(ofMinutes(10));
  }

  @Test
  void greenGoesBadAfterTheSwitch() throws IOException {
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.blueGreen(false)));
    world.trouble(ofMinutes(4), () -> world.behave("v2", Behaviour.GOOD.failing(0.3)));

    expectOutcomeAfter(ofMinutes(6));
  }

  @Test
  void greenFailsItsSmokeTest() throws IOException {
    world.node("node-2").smokeTestsFail("Expected status 200, but got 500");
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.blueGreen(false)));

    expectOutcomeAfter(ofMinutes(1));
  }

  @Test
  void candidateNeverGetsReadyOnOneNode() throws IOException {
    world.node("node-3").launcher().holdBack("v2", "loading the model");
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.canary()));

    expectOutcomeAfter(ofMinutes(12));
  }

  @Test
  void candidateCrashesOnOneNodeDuringAnalysis() throws IOException {
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.canary()));
    world.trouble(ofMinutes(3), () -> world.node("node-1").launcher().fail("v2", "exit code 137"));

    expectOutcomeAfter(ofMinutes(4));
  }

  @Test
  void agentLosesRoutesForTenMinutes() throws IOException {
    world
        .bus()
        .breakBy(
            new Drop(
                Victims.of(Message.Kind.ROUTES).on("node-2").between(ofMinutes(2), ofMinutes(12))));
    world.at(ofMinutes(12), () -> world.rereadRoutes("node-2"));
    world.at(
        ofSeconds(1),
        () -> world.startRollout(Rollouts.canary().withProgressDeadline(ofMinutes(15))));

    expectOutcomeAfter(ofMinutes(35));
  }

  @Test
  void agentIsCutOffForGood() throws IOException {
    world
        .bus()
        .breakBy(
            new Drop(
                Victims.of(Message.Kind.ROUTES, Message.Kind.AGENT, Message.Kind.METRICS)
                    .on("node-2")
                    .between(ofMinutes(2), ofMinutes(60))));
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.canary()));

    expectOutcomeAfter(ofMinutes(20));
  }

  @Test
  void nodeDisappearsDuringShift() throws IOException {
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.canary()));
    world.at(ofMinutes(2), world.node("node-3")::crash);

    expectOutcomeAfter(ofMinutes(20));
  }

  @Test
  void agentRestartsInTheMiddle() throws IOException {
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.canary()));
    world.at(ofMinutes(4), world.node("node-3")::crash);
    world.at(
        ofMinutes(4).plusSeconds(40),
        () -> {
          world.node("node-3").restartAgent();
          world.rereadRoutes("node-3");
        });

    expectOutcomeAfter(ofMinutes(25));
  }

  @Test
  void everythingComesTwice() throws IOException {
    world
        .bus()
        .breakBy(
            new Repeat(
                Victims.of(
                    Message.Kind.COMMAND,
                    Message.Kind.AGENT,
                    Message.Kind.METRICS,
                    Message.Kind.ROUTES),
                ofSeconds(2)));
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.canary()));

    expectOutcomeAfter(ofMinutes(25));
  }

  @Test
  void reportsAreLostLateAndOutOfOrder() throws IOException {
    world.bus().breakBy(new Drop(Victims.of(Message.Kind.METRICS, Message.Kind.AGENT).each(5)));
    world
        .bus()
        .breakBy(
            new Delay(Victims.of(Message.Kind.METRICS, Message.Kind.AGENT).each(3), ofSeconds(3)));
    world.bus().breakBy(new Delay(Victims.of(Message.Kind.ROUTES).each(2), ofSeconds(4)));
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.canary()));

    expectOutcomeAfter(ofMinutes(25));
  }

  @Test
  void metricsStopForAMinuteOnAllNodes() throws IOException {
    world
        .bus()
        .breakBy(new Drop(Victims.of(Message.Kind.METRICS).between(ofMinutes(3), ofMinutes(4))));
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.canary()));

    expectOutcomeAfter(ofMinutes(25));
  }

  @Test
  void incidentHitsBothVersions() throws IOException {
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.canary()));
    world.at(
        ofMinutes(4),
        () -> {
          world.behave("v1", Behaviour.GOOD.failing(0.2));
          world.behave("v2", Behaviour.GOOD.failing(0.2));
        });
    world.at(
        ofMinutes(6),
        () -> {
          world.behave("v1", Behaviour.GOOD);
          world.behave("v2", Behaviour.GOOD);
        });

    expectOutcomeAfter(ofMinutes(30));
  }

  @Test
  void orchestratorIsDownWhileTheCandidateGoesBad() throws IOException {
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.canary()));
    world.at(ofMinutes(3), world.orchestrator()::crash);
    world.trouble(ofMinutes(4), () -> world.behave("v2", Behaviour.GOOD.failing(0.5)));
    world.at(ofMinutes(8), world.orchestrator()::start);

    expectOutcomeAfter(ofMinutes(9));
  }

  @Test
  void orchestratorRestartsFromItsStateAgainAndAgain() throws IOException {
    world.orchestrator().restartAfterEach(17);
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.canary()));

    String outcome = outcomeAfter(ofMinutes(25));

    CommittedOutcome.compare("candidateIsAsGoodAsTheOldOne", outcome);
  }

  @Test
  void zombieWritesOldTablesAgain() throws IOException {
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.canary()));
    world.at(ofMinutes(7), world::publishOldTables);
    world.at(ofMinutes(12), world::publishOldTables);

    String outcome = outcomeAfter(ofMinutes(25));

    CommittedOutcome.compare("candidateIsAsGoodAsTheOldOne", outcome);
  }

  @Test
  void personAbortsWhileANodeIsLost() throws IOException {
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.canary()));
    world.at(ofMinutes(3), world.node("node-3")::crash);
    world.trouble(ofMinutes(4), () -> world.command(AbortRollout::new));

    expectOutcomeAfter(ofMinutes(5));
  }

  @Test
  void personSwitchesAtOnceAndItGoesWrong() throws IOException {
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.blueGreen(true)));
    world.at(ofMinutes(2), () -> world.command(header -> new PromoteRollout(header, true)));
    world.trouble(ofMinutes(3), () -> world.behave("v2", Behaviour.GOOD.slow()));

    expectOutcomeAfter(ofMinutes(5));
  }

  @Test
  void candidatePassesInTheShadow() throws IOException {
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.shadow(Optional.empty())));

    expectOutcomeAfter(ofMinutes(10));
  }

  @Test
  void candidateAnswersOtherwiseInTheShadow() throws IOException {
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.shadow(Rollouts.thenCanary())));
    world.trouble(ofMinutes(3), () -> world.behave("v2", Behaviour.GOOD.mistaken(0.3)));

    expectOutcomeAfter(ofMinutes(5));
  }

  @Test
  void shadowGoesOnAsACanary() throws IOException {
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.shadow(Rollouts.thenCanary())));

    expectOutcomeAfter(ofMinutes(25));
  }

  @Test
  void personAbortsAShadowWhileANodeIsLost() throws IOException {
    world.at(ofSeconds(1), () -> world.startRollout(Rollouts.shadow(Optional.empty())));
    world.at(ofMinutes(2), world.node("node-3")::crash);
    world.trouble(ofMinutes(3), () -> world.command(AbortRollout::new));

    expectOutcomeAfter(ofMinutes(4));
  }

  private String outcomeAfter(Duration time) {
    world.run(time);
    return transcript.text();
  }

  private void expectOutcomeAfter(Duration time) throws IOException {
    String outcome = outcomeAfter(time);

    assertThat(outcome).isNotBlank();
    CommittedOutcome.compare(scenario, outcome);
  }
}
