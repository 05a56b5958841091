package dev.turnout.orchestrator.mlflow;

import dev.turnout.status.ExposedMeter;
import java.util.List;

/** Every metric of what goes to MLflow and comes from it. */
public enum MlflowMeter implements ExposedMeter {
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

  private final Text text;

  MlflowMeter(String name, String description, String... tags) {
    text = new Text(name, description, List.of(tags));
  }

  @Override
  public Text text() {
    return text;
  }
}
