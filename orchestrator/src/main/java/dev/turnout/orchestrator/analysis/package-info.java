/**
 * The judge: decides from counts of bad outcomes, looked at after every report, whether a candidate
 * is worse than the concurrent baseline, good enough, or not yet known. Pure: time and counts come
 * in as arguments.
 */
@NullMarked
package dev.turnout.orchestrator.analysis;

import org.jspecify.annotations.NullMarked;
