/**
 * The judge next to an independent implementation of the same method: the same counts must give the
 * same evidence, to the last digits, and the same decisions in the same second.
 */
@NullMarked
package dev.turnout.bench.exact;

import org.jspecify.annotations.NullMarked;
