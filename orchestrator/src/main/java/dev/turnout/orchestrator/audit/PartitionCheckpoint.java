package dev.turnout.orchestrator.audit;

import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.desk.Positions;
import java.util.List;

/**
 * How far one partition was verified.
 *
 * @param partition a number from 0
 * @param journal offset behind the last entry
 * @param consumed the inputs before that entry and its own
 * @param states of the models behind it
 * @param isComplete whether no inputs had expired
 */
public record PartitionCheckpoint(
    int partition,
    long journal,
    Positions consumed,
    List<RolloutState> states,
    boolean isComplete) {

  public PartitionCheckpoint {
    states = List.copyOf(states);
  }

  /** From the first record on. */
  public static PartitionCheckpoint start(int partition) {
    return new PartitionCheckpoint(partition, 0, new Positions(), List.of(), true);
  }
}
