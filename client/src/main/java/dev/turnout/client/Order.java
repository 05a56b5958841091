package dev.turnout.client;

import dev.turnout.events.RolloutCommand;
import java.util.Optional;
import java.util.UUID;

/**
 * What the orchestrator shall do.
 *
 * @param rollout name of the rollout that is meant; empty for the model's present one
 * @param action one of the records that a command may carry
 * @param commandId empty for a new one
 */
record Order(
    String model,
    Optional<String> rollout,
    Object action,
    Optional<String> commandId,
    Optional<String> reason) {

  RolloutCommand by(String actor) {
    return RolloutCommand.newBuilder()
        .setCommandId(commandId.orElseGet(() -> UUID.randomUUID().toString()))
        .setModel(model)
        .setRollout(rollout.orElse(null))
        .setActor(actor)
        .setReason(reason.orElse(null))
        .setAction(action)
        .build();
  }
}
