package dev.turnout.control;

import java.util.Optional;

/**
 * What shall be done with a model, and who wants it.
 *
 * @param rollout name of the rollout that is meant; empty for the model's present one
 * @param commandId so that a repeat gets the first answer again; empty for a new one
 */
public record Order(
    String model, Optional<String> rollout, Deed deed, Asker asker, Optional<String> commandId) {}
