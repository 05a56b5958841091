/**
 * MLflow's model registry: what a source means, which version its aliases name, and the registry's
 * own events as commands. Nothing here can hold a decision up.
 */
@NullMarked
package dev.turnout.orchestrator.mlflow;

import org.jspecify.annotations.NullMarked;
