/** The nodes of a model: what they report and what is known of them. Pure: JDK values only. */
@NullMarked
package dev.turnout.orchestrator.fleet;

import org.jspecify.annotations.NullMarked;
