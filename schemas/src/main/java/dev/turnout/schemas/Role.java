package dev.turnout.schemas;

/**
 * A kind of participant on the bus: who writes and reads which topic, and who needs which rights.
 */
public enum Role {
  /** Creates the topics and looks whether they are as they must be. */
  ADMIN,
  /** Publishes commands, labels and metrics, and reads how a rollout went. */
  PIPELINE,
  /** Consumes the input topics and decides. */
  ORCHESTRATOR,
  /** Serves people and programs over HTTP, beside an orchestrator and as its user. */
  API,
  /** Applies route tables on a node and reports. */
  AGENT,
  /** Reports what other systems measured. */
  BRIDGE,
  /** Tells people and programs what was decided. */
  NOTIFIER,
  /** Reads everything and writes nothing. */
  AUDITOR,
  /** Writes dead letters once more. */
  OPERATOR;

  /** The name on the command line and in documents, such as {@code pipeline}. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
