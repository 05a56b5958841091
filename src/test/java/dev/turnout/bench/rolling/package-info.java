/** Whole rolling rollouts, simulated. */
@NullMarked
package dev.turnout.bench.rolling;

import org.jspecify.annotations.NullMarked;
