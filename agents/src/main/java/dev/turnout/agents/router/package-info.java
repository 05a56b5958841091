/** The port to the data plane of a node: who makes a routing table real. */
@NullMarked
package dev.turnout.agents.router;

import org.jspecify.annotations.NullMarked;
