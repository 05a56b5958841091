package dev.turnout.orchestrator.stream;

import dev.turnout.status.ExposedMeter;
import java.util.List;

/** Every metric of the orchestrator's runtime. */
public enum StreamMeter implements ExposedMeter {
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

  private final Text text;

  StreamMeter(String name, String description, String... tags) {
    text = new Text(name, description, List.of(tags));
  }

  @Override
  public Text text() {
    return text;
  }
}
