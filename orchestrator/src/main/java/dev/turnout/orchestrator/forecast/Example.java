package dev.turnout.orchestrator.forecast;

import java.time.Duration;
import java.util.Optional;

/**
 * A bad candidate and when it is turned back.
 *
 * @param bad what it does, in words
 * @param after time in the stage until half of the rollouts are turned back; zero if that is before
 *     the stage, empty if it is not in ten years
 */
public record Example(String bad, Optional<Duration> after) {}
