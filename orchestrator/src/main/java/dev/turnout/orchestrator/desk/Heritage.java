package dev.turnout.orchestrator.desk;

import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.RolloutState;
import java.util.Collection;
import java.util.List;

/**
 * What the owner of a partition left to the next one. The inputs from {@code from} to {@code
 * consumed} were taken, but not all states have them: the next owner {@linkplain
 * PartitionDesk#recall recalls} them.
 *
 * @param ledgers models as their states say
 * @param from where the inputs begin that some state does not have
 * @param consumed where the inputs begin that nobody has taken
 */
public record Heritage(List<Ledger> ledgers, Positions from, Positions consumed) {
  public Heritage {
    ledgers = List.copyOf(ledgers);
  }

  /** Nothing was left. */
  public static Heritage none() {
    return saved(new Positions(), List.of());
  }

  /** The states have everything that was consumed. */
  public static Heritage saved(Positions consumed, Collection<Ledger> ledgers) {
    return new Heritage(List.copyOf(ledgers), consumed, consumed);
  }

  /**
   * What the newest states of a partition say.
   *
   * @param committed what had been consumed by the word of the consumer group; the states may know
   *     of more
   * @throws IllegalArgumentException if a snapshot cannot be read
   */
  public static Heritage of(Collection<RolloutState> states, Positions committed) {
    // With thousands of models this is most of a start.
    List<Ledger> ledgers = states.parallelStream().map(Ledger::read).toList();
    Positions from = new Positions();
    Positions consumed = new Positions();
    consumed.advance(committed);
    for (RolloutState state : states) {
      consumed.advance(Positions.of(state.getConsumed()));
      from.advance(Positions.of(begin(state)));
    }
    return new Heritage(ledgers, from, consumed);
  }

  /** A program that wrote all states at once did not say it. */
  private static ConsumedOffsets begin(RolloutState state) {
    return state.getRecallFrom() == null ? state.getConsumed() : state.getRecallFrom();
  }
}
