package dev.turnout.orchestrator.analysis;

/**
 * A share of bad outcomes that neither arm should exceed, whatever the other does.
 *
 * @param badLimit the share, in (0, 1)
 * @param badWord what a bad outcome is, as in "3 % failed"
 */
record AbsoluteLimit(double badLimit, String badWord, BadOutcomes outcomes) {}
