/** Port: how a version's server comes to run on this node. */
@NullMarked
package dev.turnout.agents.launcher;

import org.jspecify.annotations.NullMarked;
