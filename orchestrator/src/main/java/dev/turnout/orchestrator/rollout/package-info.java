/**
 * The heart: a command decides, an event applies, the route table follows from the events. Pure: no
 * clock, no chance, no input or output.
 */
@NullMarked
package dev.turnout.orchestrator.rollout;

import org.jspecify.annotations.NullMarked;
