/**
 * Copies of requests to a version whose answers nobody sees: sent apart from the users' requests,
 * measured like them, compared with what the users got, and thrown away.
 */
@NullMarked
package dev.turnout.agents.mirror;

import org.jspecify.annotations.NullMarked;
