package dev.turnout.agents.mirror;

import java.time.Duration;

/**
 * What copies may cost.
 *
 * @param maxCopies copies of one model's requests on their way, from 1; more are not sent
 * @param maxAnswer bytes of an answer that are kept to be compared, from 0; a larger one is not
 *     compared
 * @param timeout how long a copy may take until its answer has come to its end
 * @param connectTimeout how long a connection may take
 */
public record MirrorLimits(
    int maxCopies, int maxAnswer, Duration timeout, Duration connectTimeout) {}
