package dev.turnout.orchestrator.fleet;

import dev.turnout.orchestrator.routing.Expect;

/**
 * Name of a node, or of a pipeline that reports; unique within the model.
 *
 * @param value 1 to 253 characters
 */
public record NodeName(String value) implements Comparable<NodeName> {
  public NodeName {
    Expect.present("the name of a node", value);
  }

  @Override
  public int compareTo(NodeName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
