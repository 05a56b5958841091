package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.fleet.Fleet;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.RouteTable;
import dev.turnout.orchestrator.routing.VersionRef;
import java.time.Instant;
import java.util.List;
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
 * @param closedGates what keeps the rollout from going on; see {@link #gates}
 * @param starter who asked for the present or last attempt; empty before the first
 * @param office what lies under a reserved name; empty for a model
 */
public record Model(
    ModelName name,
    Optional<VersionRef> stable,
    long epoch,
    Optional<Rollout> rollout,
    Attempts attempts,
    Fleet fleet,
    RecentCommands recentCommands,
    long journalSequence,
    List<Gate> closedGates,
    Optional<Actor> starter,
    Optional<Office> office) {

  public Model {
    closedGates = List.copyOf(closedGates);
  }

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
        0,
        List.of(),
        Optional.empty(),
        Optional.empty());
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
        journalSequence + 1,
        changed.closedGates,
        changed.starter,
        changed.office);
  }

  /** The table that the nodes shall have in force; empty before the first rollout. */
  public Optional<RouteTable> routeTable() {
    return RouteTables.of(this, epoch);
  }

  /** The attempt that is not over yet. */
  public Optional<Rollout> unfinished() {
    return rollout.filter(attempt -> !attempt.isEnded());
  }

  /** What keeps the rollout from going on. */
  public Gates gates() {
    return closedGates.isEmpty() ? Gates.OPEN : new Gates(closedGates);
  }

  /** Whether the present attempt has to wait; it never has to on its way back. */
  boolean isHeldByGate() {
    return !closedGates.isEmpty()
        && rollout.filter(attempt -> attempt.isRunning() && !attempt.isRetiring()).isPresent();
  }

  Model withStable(Optional<VersionRef> newStable) {
    return new Model(
        name,
        newStable,
        epoch,
        rollout,
        attempts,
        fleet,
        recentCommands,
        journalSequence,
        closedGates,
        starter,
        office);
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
        journalSequence,
        closedGates,
        starter,
        office);
  }

  Model withAttempts(Attempts newAttempts) {
    return new Model(
        name,
        stable,
        epoch,
        rollout,
        newAttempts,
        fleet,
        recentCommands,
        journalSequence,
        closedGates,
        starter,
        office);
  }

  Model withFleet(Fleet newFleet) {
    return new Model(
        name,
        stable,
        epoch,
        rollout,
        attempts,
        newFleet,
        recentCommands,
        journalSequence,
        closedGates,
        starter,
        office);
  }

  Model withGates(Gates newGates) {
    return new Model(
        name,
        stable,
        epoch,
        rollout,
        attempts,
        fleet,
        recentCommands,
        journalSequence,
        newGates.closed(),
        starter,
        office);
  }

  Model withStarter(Actor newStarter) {
    return new Model(
        name,
        stable,
        epoch,
        rollout,
        attempts,
        fleet,
        recentCommands,
        journalSequence,
        closedGates,
        Optional.of(newStarter),
        office);
  }

  Model changeOffice(UnaryOperator<Office> change) {
    return new Model(
        name,
        stable,
        epoch,
        rollout,
        attempts,
        fleet,
        recentCommands,
        journalSequence,
        closedGates,
        starter,
        Optional.of(change.apply(office.orElse(Office.EMPTY))));
  }

  Model remembering(CommandId id) {
    return new Model(
        name,
        stable,
        epoch,
        rollout,
        attempts,
        fleet,
        recentCommands.with(id),
        journalSequence,
        closedGates,
        starter,
        office);
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
