/**
 * What a node is told: the complete routing table of a model, with a split whose weights sum to
 * exactly 1.0. Pure: JDK values only.
 */
@NullMarked
package dev.turnout.orchestrator.routing;

import org.jspecify.annotations.NullMarked;
