package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.Fleet;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.RouteTable;
import dev.turnout.orchestrator.routing.VersionRef;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Everything that the journal says about one model. Changed by {@link #after} alone: folding the
 * journal from {@link #unknown} gives the live state.
 *
 * @param stable the live version; empty before the first one is promoted
 * @param epoch number of the newest route table; 0 before the first
 * @param rollout the present or last attempt
 * @param journalSequence number of the newest entry; 0 before the first
 */
public record Model(
    ModelName name,
    Optional<VersionRef> stable,
    long epoch,
    Optional<Rollout> rollout,
    Attempts attempts,
    Fleet fleet,
    RecentCommands recentCommands,
    long journalSequence) {

  /** A model of which nothing was heard. */
  public static Model unknown(ModelName name) {
    return new Model(
        name,
        Optional.empty(),
        0,
        Optional.empty(),
        Attempts.NONE,
        Fleet.EMPTY,
        RecentCommands.NONE,
        0);
  }

  /**
   * The model after the next entry of its journal. The epoch grows by one whenever the event
   * changes the routing.
   *
   * @param at the entry's time
   */
  public Model after(RolloutEvent event, Instant at) {
    Model changed = event.applyTo(this, at);
    Optional<RouteTable> before = routeTable();
    Optional<RouteTable> table = RouteTables.of(changed, epoch + 1);
    boolean same =
        before.isPresent() == table.isPresent()
            && before.filter(old -> !old.sameContentAs(table.orElseThrow())).isEmpty();
    return new Model(
        name,
        changed.stable,
        same ? epoch : epoch + 1,
        changed.rollout,
        changed.attempts,
        changed.fleet,
        changed.recentCommands,
        journalSequence + 1);
  }

  /** The table that the nodes shall have in force; empty before the first rollout. */
  public Optional<RouteTable> routeTable() {
    return RouteTables.of(this, epoch);
  }

  /** The attempt that is not over yet. */
  public Optional<Rollout> unfinished() {
    return rollout.filter(attempt -> !attempt.isEnded());
  }

  Model withStable(Optional<VersionRef> newStable) {
    return new Model(
        name, newStable, epoch, rollout, attempts, fleet, recentCommands, journalSequence);
  }

  Model withRollout(Rollout newRollout) {
    return new Model(
        name,
        stable,
        epoch,
        Optional.of(newRollout),
        attempts,
        fleet,
        recentCommands,
        journalSequence);
  }

  Model withAttempts(Attempts newAttempts) {
    return new Model(
        name, stable, epoch, rollout, newAttempts, fleet, recentCommands, journalSequence);
  }

  Model withFleet(Fleet newFleet) {
    return new Model(
        name, stable, epoch, rollout, attempts, newFleet, recentCommands, journalSequence);
  }

  Model remembering(CommandId id) {
    return new Model(
        name, stable, epoch, rollout, attempts, fleet, recentCommands.with(id), journalSequence);
  }

  /** With the attempt changed that an event belongs to. */
  Model change(RolloutId id, UnaryOperator<Rollout> change) {
    Rollout known =
        rollout
            .filter(attempt -> attempt.id().equals(id))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Expected an event of rollout %s, but got one of %s"
                            .formatted(rollout.map(Rollout::id), id)));
    return withRollout(change.apply(known));
  }

  /** With the attempt changed if it is not over. */
  Model changeUnfinished(UnaryOperator<Rollout> change) {
    return unfinished().map(attempt -> withRollout(change.apply(attempt))).orElse(this);
  }
}
