/**
 * Rollouts from the code of a pipeline: {@link dev.turnout.client.TurnoutClient} starts, awaits and
 * steers them, and reports what only the pipeline knows.
 */
@NullMarked
package dev.turnout.client;

import org.jspecify.annotations.NullMarked;
