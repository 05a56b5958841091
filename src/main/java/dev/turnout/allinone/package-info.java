/** Everything in one process: broker, schema registry, orchestrator and agents, for trying out. */
@NullMarked
package dev.turnout.allinone;

import org.jspecify.annotations.NullMarked;
