/** Hears from the data planes of the node what became of each request. */
@NullMarked
package dev.turnout.agents.router.accesslog;

import org.jspecify.annotations.NullMarked;
