package dev.turnout.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.rollout.AbortRollout;
import dev.turnout.orchestrator.rollout.Actor;
import dev.turnout.orchestrator.rollout.CommandHeader;
import dev.turnout.orchestrator.rollout.CommandId;
import dev.turnout.orchestrator.rollout.Decision;
import dev.turnout.orchestrator.rollout.Model;
import dev.turnout.orchestrator.rollout.Rollout;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.orchestrator.routing.RouteTable;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Instant;
import java.util.Optional;

/** What holds at every step of every scenario. */
final class SafetyCheck {
  private long newestEpoch;

  void check(Simulation world, Instant now) {
    Model model = world.orchestrator.processor().model();
    world.orchestrator.newestTable().ifPresent(this::isSound);
    abortIsReachable(model, now);
    nodesAreNotAheadOfTheOrchestrator(world);
  }

  private void isSound(RouteTable table) {
    int sum = table.versions().stream().mapToInt(route -> route.weight().millionths()).sum();
    assertThat(sum).isEqualTo(Weight.MILLIONTHS);
    assertThat(table.epoch()).isGreaterThanOrEqualTo(newestEpoch);
    newestEpoch = table.epoch();
  }

  private static void abortIsReachable(Model model, Instant now) {
    Optional<Rollout> running = model.rollout().filter(Rollout::isRunning);
    if (running.isEmpty()) {
      return;
    }
    CommandHeader header =
        new CommandHeader(
            new CommandId("what-if"),
            model.name(),
            Optional.empty(),
            new Actor("safety"),
            Optional.empty());
    Decision decision = new AbortRollout(header).decide(model, now);
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
    Model aborted = model;
    for (RolloutEvent event : ((Decision.Accepted) decision).effects()) {
      aborted = aborted.after(event, now);
    }
    assertThat(aborted.routeTable().orElseThrow().weightOf(running.get().candidate()))
        .isEqualTo(Weight.ZERO);
  }

  private static void nodesAreNotAheadOfTheOrchestrator(Simulation world) {
    long newest = world.orchestrator.newestTable().map(RouteTable::epoch).orElse(0L);
    world.nodes.forEach(node -> assertThat(node.epochInForce()).isLessThanOrEqualTo(newest));
  }
}
