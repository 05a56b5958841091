/** The HTTP API: everything the command line can do, for every model, at any orchestrator. */
@NullMarked
package dev.turnout.api;

import org.jspecify.annotations.NullMarked;
