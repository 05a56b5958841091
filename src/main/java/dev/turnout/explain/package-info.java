/**
 * Tells what was decided in a rollout, why and on which evidence: in words, as a tree, as a figure.
 */
@NullMarked
package dev.turnout.explain;

import org.jspecify.annotations.NullMarked;
