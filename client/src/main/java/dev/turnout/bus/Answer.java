package dev.turnout.bus;

/** What came back after a command was published. */
public sealed interface Answer {

  /** The orchestrator acts on it. */
  record Accepted() implements Answer {}

  /** The orchestrator refused; nothing changed. */
  record Refused(String reason) implements Answer {}

  /** Nobody answered in time; the command lies on the bus and will be answered some day. */
  record Silence() implements Answer {}
}
