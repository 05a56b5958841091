/** MLflow's webhooks: what happens in the registry becomes commands on the bus. */
@NullMarked
package dev.turnout.mlflow;

import org.jspecify.annotations.NullMarked;
