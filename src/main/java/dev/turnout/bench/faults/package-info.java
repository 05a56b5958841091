/**
 * Faults that are injected on purpose, and what they did: the kinds of suites, their results, and
 * the table of them.
 */
@NullMarked
package dev.turnout.bench.faults;

import org.jspecify.annotations.NullMarked;
