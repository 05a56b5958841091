@NullMarked
package dev.turnout.orchestrator.mlflow;

import org.jspecify.annotations.NullMarked;
