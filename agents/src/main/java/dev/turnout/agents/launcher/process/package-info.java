/** Servers that are child processes of this node, each on its own port. */
@NullMarked
package dev.turnout.agents.launcher.process;

import org.jspecify.annotations.NullMarked;
