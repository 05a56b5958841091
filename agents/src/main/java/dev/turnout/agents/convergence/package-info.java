/**
 * Makes a node look like its routing tables, step by step and without a clock, a network or a
 * thread of its own, so that a simulation can run many nodes in one thread.
 */
@NullMarked
package dev.turnout.agents.convergence;

import org.jspecify.annotations.NullMarked;
