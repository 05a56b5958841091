package dev.turnout.orchestrator.mlflow;

/**
 * MLflow's deprecated stages, for those who still read them.
 *
 * @param live of the version that serves, such as {@code Production}
 * @param previous of the one before it, such as {@code Archived}
 */
public record Stages(String live, String previous) {}
