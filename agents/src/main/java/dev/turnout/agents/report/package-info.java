/** Pure: what the versions on this node did, counted since the agent started. */
@NullMarked
package dev.turnout.agents.report;

import org.jspecify.annotations.NullMarked;
