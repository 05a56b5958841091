package dev.turnout.orchestrator.codec;

import dev.turnout.orchestrator.rollout.Actor;
import dev.turnout.orchestrator.rollout.ApprovalGiven;
import dev.turnout.orchestrator.rollout.Gate;
import dev.turnout.orchestrator.rollout.GateClosed;
import dev.turnout.orchestrator.rollout.GateOpened;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.orchestrator.rollout.RolloutId;
import dev.turnout.orchestrator.rollout.RolloutQueued;
import java.time.Instant;
import java.util.Optional;

/** What keeps rollouts waiting, and who lets them go on. */
final class GateCodec {

  private GateCodec() {}

  static void addTo(Translations<RolloutEvent> events) {
    events
        .add(
            GateClosed.class,
            dev.turnout.events.GateClosed.class,
            e ->
                new dev.turnout.events.GateClosed(
                    write(e.kind()),
                    e.name(),
                    e.reason(),
                    Wire.orNull(e.until(), Instant::toEpochMilli),
                    Wire.orNull(e.actor(), Actor::value)),
            e ->
                new GateClosed(
                    Wire.same(Gate.Kind.class, e.getKind()),
                    e.getName(),
                    e.getReason(),
                    Wire.optional(e.getUntilMs(), Wire::instant),
                    Wire.optional(e.getActor(), Actor::new)))
        .add(
            GateOpened.class,
            dev.turnout.events.GateOpened.class,
            e ->
                new dev.turnout.events.GateOpened(
                    write(e.kind()), e.name(), e.reason(), Wire.orNull(e.actor(), Actor::value)),
            e ->
                new GateOpened(
                    Wire.same(Gate.Kind.class, e.getKind()),
                    e.getName(),
                    e.getReason(),
                    Wire.optional(e.getActor(), Actor::new)))
        .add(
            RolloutQueued.class,
            dev.turnout.events.RolloutQueued.class,
            e -> new dev.turnout.events.RolloutQueued(e.rolloutId().value()),
            e -> new RolloutQueued(new RolloutId(e.getRolloutId())))
        .add(
            ApprovalGiven.class,
            dev.turnout.events.ApprovalGiven.class,
            e ->
                new dev.turnout.events.ApprovalGiven(
                    e.rolloutId().value(), e.step(), e.actor().value(), Wire.orNull(e.reason())),
            e ->
                new ApprovalGiven(
                    new RolloutId(e.getRolloutId()),
                    e.getStep(),
                    new Actor(e.getActor()),
                    Optional.ofNullable(e.getReason())));
  }

  /** A closed gate for everybody to read. */
  static dev.turnout.events.GateView view(Gate gate) {
    return new dev.turnout.events.GateView(
        write(gate.kind()),
        gate.name(),
        gate.reason(),
        Wire.orNull(gate.until(), Instant::toEpochMilli),
        Wire.orNull(gate.actor(), Actor::value),
        gate.since().toEpochMilli());
  }

  private static dev.turnout.events.GateKind write(Gate.Kind kind) {
    return Wire.same(dev.turnout.events.GateKind.class, kind);
  }
}
