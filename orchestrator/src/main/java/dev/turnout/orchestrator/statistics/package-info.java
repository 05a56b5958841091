/**
 * The mathematics of the judge: e-values of blocks, their mixtures over alternatives and restarts,
 * and what they bet on. Knows counts and rates, neither metrics nor rollouts.
 */
@NullMarked
package dev.turnout.orchestrator.statistics;

import org.jspecify.annotations.NullMarked;
