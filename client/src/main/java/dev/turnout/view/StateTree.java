package dev.turnout.view;

import dev.turnout.events.RolloutState;
import dev.turnout.output.RecordTree;
import java.util.Map;
import java.util.Set;

/** A state as a tree for JSON and YAML, without the orchestrator's private snapshot. */
public final class StateTree {
  private static final Set<String> PRIVATE =
      Set.of("snapshot", "snapshotVersion", "consumed", "recallFrom");

  private StateTree() {}

  /** The fields have the names and units of the Avro schema. */
  public static Map<String, Object> of(RolloutState state) {
    return RecordTree.of(state, PRIVATE);
  }
}
