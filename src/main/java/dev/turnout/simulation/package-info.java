/**
 * A model with its nodes, a bus and an orchestrator, all in one thread and on a clock of its own:
 * the real decision loop and the real agents' logic between a broker, servers and users that are
 * only memory.
 */
@NullMarked
package dev.turnout.simulation;

import org.jspecify.annotations.NullMarked;
