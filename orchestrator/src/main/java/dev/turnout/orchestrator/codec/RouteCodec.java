package dev.turnout.orchestrator.codec;

import dev.turnout.orchestrator.routing.MirrorRoute;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.Role;
import dev.turnout.orchestrator.routing.RouteTable;
import dev.turnout.orchestrator.routing.SmokeTestOrder;
import dev.turnout.orchestrator.routing.Version;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.orchestrator.routing.VersionRoute;
import dev.turnout.orchestrator.routing.Weight;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Route tables. */
public final class RouteCodec {

  private RouteCodec() {}

  /** The message of a table. */
  public static dev.turnout.events.RouteTable write(RouteTable table) {
    return new dev.turnout.events.RouteTable(
        table.model().value(),
        table.epoch(),
        Wire.orNull(table.rollout()),
        table.salt(),
        SpecCodec.write(table.stickiness()),
        Wire.each(table.versions(), RouteCodec::write),
        Wire.each(table.smokeTests(), RouteCodec::write),
        Wire.orNull(table.mirror(), RouteCodec::write),
        List.copyOf(table.candidateNodes()));
  }

  /**
   * The table of a message.
   *
   * @throws IllegalArgumentException if it breaks a rule
   */
  public static RouteTable read(dev.turnout.events.RouteTable table) {
    return new RouteTable(
        new ModelName(table.getModel()),
        table.getEpoch(),
        Optional.ofNullable(table.getRollout()),
        table.getSalt(),
        SpecCodec.read(table.getStickiness()),
        Wire.each(table.getVersions(), RouteCodec::read),
        Wire.each(table.getSmokeTests(), RouteCodec::read),
        Wire.optional(table.getMirror(), RouteCodec::read),
        new TreeSet<>(table.getCandidateNodes()));
  }

  private static dev.turnout.events.VersionRoute write(VersionRoute route) {
    return new dev.turnout.events.VersionRoute(
        route.ref().version().value(),
        Wire.orNull(route.ref().source()),
        Wire.same(dev.turnout.events.Role.class, route.role()),
        route.weight().value());
  }

  private static VersionRoute read(dev.turnout.events.VersionRoute route) {
    return new VersionRoute(
        new VersionRef(new Version(route.getVersion()), Optional.ofNullable(route.getSource())),
        Wire.same(Role.class, route.getRole()),
        new Weight(route.getWeight()));
  }

  private static dev.turnout.events.SmokeTestOrder write(SmokeTestOrder order) {
    return new dev.turnout.events.SmokeTestOrder(
        order.testId(), order.version().value(), CheckCodec.write(order.check()));
  }

  private static SmokeTestOrder read(dev.turnout.events.SmokeTestOrder order) {
    return new SmokeTestOrder(
        order.getTestId(), new Version(order.getVersion()), CheckCodec.read(order.getCheck()));
  }

  private static dev.turnout.events.MirrorRoute write(MirrorRoute mirror) {
    return new dev.turnout.events.MirrorRoute(
        mirror.version().value(), mirror.fraction().value(), RuleCodec.write(mirror.compare()));
  }

  private static MirrorRoute read(dev.turnout.events.MirrorRoute mirror) {
    return new MirrorRoute(
        new Version(mirror.getVersion()),
        new Weight(mirror.getFraction()),
        RuleCodec.read(mirror.getCompare()));
  }
}
