package dev.turnout.bench.faults.fast;

import static java.time.Duration.ofSeconds;

import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.OnInconclusive;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.WarmUp;
import dev.turnout.orchestrator.plan.BlueGreenStrategy;
import dev.turnout.orchestrator.plan.CanaryStage;
import dev.turnout.orchestrator.plan.CanaryStrategy;
import dev.turnout.orchestrator.plan.NodeLimit;
import dev.turnout.orchestrator.plan.RollingStrategy;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.plan.ShadowStrategy;
import dev.turnout.orchestrator.plan.Strategy;
import dev.turnout.orchestrator.rollout.AbortRollout;
import dev.turnout.orchestrator.rollout.CommandRefused;
import dev.turnout.orchestrator.rollout.PromoteRollout;
import dev.turnout.orchestrator.rollout.RetryRollout;
import dev.turnout.orchestrator.rollout.RollbackRollout;
import dev.turnout.orchestrator.rollout.RolloutEnded;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.orchestrator.rollout.StepEntered;
import dev.turnout.orchestrator.routing.HttpCheck;
import dev.turnout.orchestrator.routing.Labels;
import dev.turnout.orchestrator.routing.Stickiness;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.orchestrator.routing.Weight;
import dev.turnout.simulation.Behaviour;
import dev.turnout.simulation.SimNode;
import dev.turnout.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A rollout, or two, with what a person does meanwhile. Deeds follow journal entries, not the
 * clock, so that a delay delays them too.
 *
 * @param ends how many rollouts end in it
 * @param begin makes the plan in a new world
 */
record Script(String name, int ends, Consumer<Simulation> begin) {
  private static final Behaviour GOOD = new Behaviour(0, 0.05, 20);
  private static final Behaviour BAD = GOOD.failing(0.6);
  private static final Duration SOON = ofSeconds(2);
  // Somebody who does a deed soon after a step began is in time, even if 5 s are lost meanwhile.
  private static final Duration LONG = ofSeconds(9);
  private static final Duration SHORT = ofSeconds(5);
  private static final Optional<HttpCheck> CHECK =
      Optional.of(HttpCheck.of("POST", "/invocations", Optional.of("{}")));

  /** In the order in which they run. */
  static List<Script> all() {
    return List.of(
        new Script("canary", 1, world -> start(world, canary("v2"))),
        new Script("blue-green", 1, Script::approvedBlueGreen),
        new Script("shadow", 1, world -> start(world, shadow())),
        new Script("rolling", 1, Script::rolled),
        new Script("abort", 1, Script::abortedCanary),
        new Script("retry", 2, Script::retriedCanary),
        new Script("supersede", 2, Script::supersededCanary),
        new Script("rollback-in-bake", 1, Script::blueGreenTakenBack),
        new Script("judged-in-bake", 1, Script::blueGreenThatGoesBad));
  }

  /** A new world in which it begins. */
  Simulation world(int requestsPerStep) {
    Simulation world = new Simulation(requestsPerStep);
    List.of("v1", "v2", "v3").forEach(version -> world.behave(version, GOOD));
    begin.accept(world);
    return world;
  }

  private static void start(Simulation world, RolloutSpec spec) {
    world.at(ofSeconds(1), () -> world.startRollout(spec));
  }

  private static void approvedBlueGreen(Simulation world) {
    start(world, blueGreen(true, LONG));
    Runnable promote = () -> world.command(header -> new PromoteRollout(header, false));
    world.after(step(1), SOON, promote);
    world.after(CommandRefused.class::isInstance, LONG, promote);
  }

  private static void abortedCanary(Simulation world) {
    start(world, canary("v2"));
    world.after(step(2), SOON, () -> world.command(AbortRollout::new));
  }

  private static void rolled(Simulation world) {
    world.nodes().forEach(SimNode::sayWhatItCan);
    start(world, rolling());
  }

  /** The judge sends the first attempt back; the second one is of a version that was mended. */
  private static void retriedCanary(Simulation world) {
    start(world, canary("v2"));
    world.after(step(2), SOON, () -> world.behave("v2", BAD));
    world.after(
        RolloutEnded.class::isInstance,
        SOON,
        () -> {
          world.behave("v2", GOOD);
          world.command(RetryRollout::new);
        });
  }

  private static void supersededCanary(Simulation world) {
    start(world, canary("v2"));
    world.after(step(2), SOON, () -> world.startRollout(canary("v3"), true));
  }

  private static void blueGreenTakenBack(Simulation world) {
    start(world, blueGreen(false, LONG));
    world.after(step(2), SOON, () -> world.command(RollbackRollout::new));
  }

  private static void blueGreenThatGoesBad(Simulation world) {
    start(world, blueGreen(false, LONG.plus(SHORT)));
    world.after(step(2), SOON, () -> world.behave("v2", BAD));
  }

  private static Predicate<RolloutEvent> step(int number) {
    return event -> event instanceof StepEntered entered && entered.step() == number;
  }

  private static RolloutSpec canary(String candidate) {
    return spec(
        candidate,
        new CanaryStrategy(
            CHECK,
            List.of(
                new CanaryStage(new Weight(0.2), LONG), new CanaryStage(new Weight(0.5), SHORT)),
            SHORT));
  }

  private static RolloutSpec blueGreen(boolean approval, Duration bake) {
    return spec("v2", new BlueGreenStrategy(CHECK, Optional.empty(), approval, bake));
  }

  private static RolloutSpec shadow() {
    CanaryStrategy then =
        new CanaryStrategy(
            Optional.empty(), List.of(new CanaryStage(new Weight(0.5), SHORT)), SHORT);
    return spec(
        "v2", new ShadowStrategy(CHECK, new Weight(0.5), SHORT, List.of(), Optional.of(then)));
  }

  private static RolloutSpec rolling() {
    return spec(
        "v2", new RollingStrategy(CHECK, NodeLimit.ONE, Labels.NONE, List.of(), SHORT, SHORT));
  }

  private static RolloutSpec spec(String candidate, Strategy strategy) {
    AnalysisSpec analysis =
        AnalysisSpec.of(Rate.errors("errors", 0.3, 0.4))
            .withMinimumSample(10)
            .withWarmUp(WarmUp.NONE)
            .withOnInconclusive(OnInconclusive.PROMOTE_IF_NO_HARM);
    return RolloutSpec.of(VersionRef.of(candidate), strategy, Optional.of(analysis))
        .withStable(VersionRef.of("v1"))
        .withStickiness(Stickiness.header("x-user-id"));
  }
}
