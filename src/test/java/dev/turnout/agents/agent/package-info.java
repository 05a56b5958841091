/** Parts of agents that a test runs by the hundred. */
@NullMarked
package dev.turnout.agents.agent;

import org.jspecify.annotations.NullMarked;
