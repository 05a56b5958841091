/** Questions to a version's server on this node: is it ready, and does it answer rightly. */
@NullMarked
package dev.turnout.agents.probe;

import org.jspecify.annotations.NullMarked;
