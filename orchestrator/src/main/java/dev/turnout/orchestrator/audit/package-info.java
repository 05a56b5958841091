/**
 * Reads what was recorded: follows a journal over the inputs that it came from, so that everything
 * the orchestrator knew at any moment is known again.
 */
@NullMarked
package dev.turnout.orchestrator.audit;

import org.jspecify.annotations.NullMarked;
