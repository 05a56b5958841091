package dev.turnout.simulation;

import dev.turnout.events.Role;
import dev.turnout.events.RouteTable;
import dev.turnout.orchestrator.rollout.AbortRollout;
import dev.turnout.orchestrator.rollout.Actor;
import dev.turnout.orchestrator.rollout.Circumstances;
import dev.turnout.orchestrator.rollout.CommandHeader;
import dev.turnout.orchestrator.rollout.CommandId;
import dev.turnout.orchestrator.rollout.Decision;
import dev.turnout.orchestrator.rollout.Model;
import dev.turnout.orchestrator.rollout.Rollout;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What holds at every step of every scenario. */
final class SafetyCheck {
  private int tables;
  private int entries;
  private long newestEpoch;

  void check(Simulation world, Instant now) {
    List<RouteTable> all = world.onlooker().tables();
    all.subList(tables, all.size()).forEach(this::isSound);
    tables = all.size();
    if (world.onlooker().journal().size() > entries) {
      entries = world.onlooker().journal().size();
      abortIsReachable(world.onlooker().model(), now);
    }
    for (SimNode node : world.nodes()) {
      BrokenPromise.unless(
          node.epochInForce() <= newestEpoch,
          "%s has epoch %d in force, but the newest is %d",
          node.name(),
          node.epochInForce(),
          newestEpoch);
    }
  }

  private void isSound(RouteTable table) {
    long sum =
        table.getVersions().stream()
            .mapToLong(route -> Math.round(route.getWeight() * Weight.MILLIONTHS))
            .sum();
    BrokenPromise.unless(sum == Weight.MILLIONTHS, "the weights of %s sum to %d", table, sum);
    boolean serves =
        table.getVersions().stream()
            .anyMatch(route -> route.getRole() == Role.CANDIDATE && route.getWeight() > 0);
    BrokenPromise.unless(
        table.getMirror() == null || !serves, "copies and users go to the candidate: %s", table);
    BrokenPromise.unless(
        table.getEpoch() > newestEpoch, "epoch %d after %d", table.getEpoch(), newestEpoch);
    newestEpoch = table.getEpoch();
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
    Decision decision = new AbortRollout(header).decide(model, Circumstances.at(now));
    BrokenPromise.unless(
        decision instanceof Decision.Accepted, "an abort is refused: %s", decision);
    Model aborted = model;
    for (RolloutEvent event : ((Decision.Accepted) decision).effects()) {
      aborted = aborted.after(event, now);
    }
    Weight left = aborted.routeTable().orElseThrow().weightOf(running.get().candidate());
    BrokenPromise.unless(left.isZero(), "an abort leaves the candidate a weight of %s", left);
    BrokenPromise.unless(
        aborted.routeTable().orElseThrow().mirror().isEmpty(), "an abort leaves copies");
  }
}
