package dev.turnout.agents.agent;

import dev.turnout.status.ExposedMeter;
import java.util.List;

/** Every metric of the agent. */
public enum AgentMeter implements ExposedMeter {
  TABLE_EPOCH(
      "turnout.agent.table.epoch", "Epoch of the route table in force, 0 for none", "model"),
  TABLES_APPLIED(
      "turnout.agent.tables.applied", "Route tables that were put in force, a count", "model"),
  REFUSALS(
      "turnout.agent.refusals",
      "Times that a newer route table had to wait or was refused, a count",
      "model"),
  DRIFT_CORRECTED(
      "turnout.agent.drift.corrected",
      "Times that the data plane was put right after somebody else had changed it, a count",
      "model"),
  TABLE_UNSAVED(
      "turnout.agent.table.unsaved",
      "1 while the table in force could not be written to the disk, else 0",
      "model"),
  VERSIONS_READY(
      "turnout.agent.versions.ready", "Versions that are ready on this node, a count", "model"),
  REQUESTS(
      "turnout.agent.requests",
      "Requests that ended, a count; retries count once",
      "model",
      "version"),
  ERRORS(
      "turnout.agent.errors",
      "Requests that failed by the version's fault, a count",
      "model",
      "version"),
  ACCESS_LINES_UNUSABLE(
      "turnout.agent.access.lines.unusable",
      "Lines of data planes' access logs that could not be used, a count so far"),
  COPIES(
      "turnout.agent.copies",
      "Requests that were chosen to be copied to a candidate, a count; result is agreed,"
          + " disagreed, uncompared, failed, lost, shed, too_large or streamed",
      "model",
      "result"),
  POISON("turnout.agent.poison.records", "Route records that could not be used, a count", "topic"),
  REPORTS_SENT("turnout.agent.reports.sent", "Reports that Kafka acknowledged, a count", "topic"),
  REPORTS_FAILED(
      "turnout.agent.reports.failed", "Reports that did not reach Kafka, a count", "topic"),
  CONNECTED(
      "turnout.agent.routes.connected",
      "1 while the route topic has been read to its end and Kafka answers, else 0");

  private final Text text;

  AgentMeter(String name, String description, String... tags) {
    text = new Text(name, description, List.of(tags));
  }

  @Override
  public Text text() {
    return text;
  }
}
