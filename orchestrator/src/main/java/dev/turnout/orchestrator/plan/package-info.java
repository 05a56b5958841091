/**
 * What a user asks for and the list of steps that it expands to. Pure: JDK values, the judge's
 * specification and routing values only.
 */
@NullMarked
package dev.turnout.orchestrator.plan;

import org.jspecify.annotations.NullMarked;
