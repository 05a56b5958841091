package dev.turnout.orchestrator.mlflow;

import java.util.List;

/** Every metric of what goes to MLflow and comes from it. */
public enum MlflowMeter {
  PENDING("turnout.mlflow.pending", "Models whose last decision MLflow does not know yet, a count"),
  DELAY(
      "turnout.mlflow.delay",
      "Since when the oldest decision waits that MLflow does not know, in seconds; 0 if none does"),
  UPDATES(
      "turnout.mlflow.updates",
      "Decisions taken to MLflow, a count; the result is done, known, refused or failed, and failed ones are tried again",
      "result"),
  WEBHOOKS(
      "turnout.mlflow.webhooks",
      "Webhooks received, a count; the answer is started, duplicate, ignored, refused or failed",
      "answer");

  private final String meterName;
  private final String description;
  private final List<String> tags;

  MlflowMeter(String meterName, String description, String... tags) {
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
