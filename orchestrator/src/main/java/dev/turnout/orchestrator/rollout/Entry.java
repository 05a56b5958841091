package dev.turnout.orchestrator.rollout;

import java.time.Instant;

/**
 * One entry of a model's journal.
 *
 * @param sequence number within the model, from 1 without gaps
 * @param at the latest time that an input had carried when it was made
 */
public record Entry(long sequence, Instant at, RolloutEvent event) {}
