/** Pure: which version answers a request. No clock, no chance, no input or output. */
@NullMarked
package dev.turnout.agents.routing;

import org.jspecify.annotations.NullMarked;
