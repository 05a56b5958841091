/** Servers that somebody else runs: their endpoints are given. */
@NullMarked
package dev.turnout.agents.launcher.fixed;

import org.jspecify.annotations.NullMarked;
