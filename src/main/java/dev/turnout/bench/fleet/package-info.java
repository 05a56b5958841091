/** Nodes and rollouts as measurements play them. */
@NullMarked
package dev.turnout.bench.fleet;

import org.jspecify.annotations.NullMarked;
