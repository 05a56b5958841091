/** Traces of what happens between a command and the nodes, where somebody wants them. */
@NullMarked
package dev.turnout.tracing;

import org.jspecify.annotations.NullMarked;
