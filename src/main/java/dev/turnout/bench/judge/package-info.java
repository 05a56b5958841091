/**
 * The bench of the judge: the product's own judge on simulated rollouts, next to its rivals and the
 * limits of theory, and the targets that it is held to.
 */
@NullMarked
package dev.turnout.bench.judge;

import org.jspecify.annotations.NullMarked;
