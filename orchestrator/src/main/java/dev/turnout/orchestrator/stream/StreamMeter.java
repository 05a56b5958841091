package dev.turnout.orchestrator.stream;

import java.util.List;

/** Every metric of the orchestrator's runtime. */
public enum StreamMeter {
  INPUTS("turnout.orchestrator.inputs", "Input records taken, a count", "topic"),
  COMMANDS(
      "turnout.orchestrator.commands",
      "Commands answered, a count; the answer is accepted, refused or turned-away",
      "command",
      "answer"),
  ENTRIES("turnout.journal.appended", "Journal entries made, a count", "event"),
  POISON(
      "turnout.orchestrator.poison.records", "Records put into the dead letters, a count", "topic"),
  TICKS(
      "turnout.orchestrator.ticks", "Ticks written because a deadline came and no record, a count"),
  TRANSACTIONS(
      "turnout.orchestrator.transactions",
      "Transactions, a count; the result is committed or failed",
      "result"),
  COMMIT_TIME("turnout.orchestrator.commit.time", "Time of one transaction, in seconds"),
  DECISION_TIME(
      "turnout.orchestrator.decision.time",
      "From the broker's time of the input that decided to the committed decision, in seconds"),
  RESTORED("turnout.orchestrator.models.restored", "Models restored from their state, a count"),
  REJOINS(
      "turnout.orchestrator.rejoins",
      "Times that state was dropped after an error or a session that was over, a count"),
  LIFELINES(
      "turnout.orchestrator.lifelines",
      "Other orchestrators whose death would be noticed at once, a count"),
  PEERS_REMOVED(
      "turnout.orchestrator.peers.removed",
      "Orchestrators that were found dead and taken out of the group, a count"),
  PARTITIONS("turnout.orchestrator.partitions", "Partitions that this orchestrator owns, a count"),
  MODELS("turnout.orchestrator.models", "Models that this orchestrator owns, a count"),
  LAG(
      "turnout.orchestrator.lag",
      "Input records of the owned partitions that are not taken yet, a count",
      "topic");

  private final String meterName;
  private final String description;
  private final List<String> tags;

  StreamMeter(String meterName, String description, String... tags) {
    this.meterName = meterName;
    this.description = description;
    this.tags = List.of(tags);
  }

  /** The name; Prometheus writes its dots as underscores and adds {@code _total} to counters. */
  public String meterName() {
    return meterName;
  }

  public String description() {
    return description;
  }

  /** Names of its tags, in order. */
  public List<String> tags() {
    return tags;
  }
}
