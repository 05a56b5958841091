/**
 * When rollouts may go on, for a whole installation: freeze windows and limits. Pure: which window
 * is open follows from the time that is given.
 */
@NullMarked
package dev.turnout.orchestrator.policy;

import org.jspecify.annotations.NullMarked;
