/**
 * Faults in the simulated world: a scripted set of rollouts, struck at every entry of their
 * journals, and what must hold afterwards.
 */
@NullMarked
package dev.turnout.bench.faults.fast;

import org.jspecify.annotations.NullMarked;
